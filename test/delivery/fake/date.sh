#!/bin/sh
# Stands in for date +%s.
set -eu
echo $((1000000 + $(cat "$FAKE/clock" 2>/dev/null || echo 0)))
