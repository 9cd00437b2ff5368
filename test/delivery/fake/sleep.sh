#!/bin/sh
# Stands in for sleep: the clock of fake date goes on, and no time passes. With $FAKE/hang it sleeps indeed.
set -eu
if [ -e "$FAKE/hang" ]; then
  echo $$ >"$FAKE/sleeper"
  exec /bin/sleep 600
fi
clock=$(cat "$FAKE/clock" 2>/dev/null || echo 0)
echo $((clock + $1)) >"$FAKE/clock"
