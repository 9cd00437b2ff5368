#!/bin/sh
# Stands in for kubectl in the tests of deploy.sh. The cluster is a folder, $FAKE:
#   objects     one line an object: "daemonset.apps/name label=value,label=value"
#   namespaces  names, one a line
#   gate        states of the gate Job, one a look, the last for good: running, complete, failed or an error
#   progress    "desired ready" of the pullers, likewise
#   denied      kinds that may not be patched; used, standing, events, words: what kubectl prints when asked
#   down        when it is there, its text is the answer to everything
#   calls, connection, stdin   what was asked
# A manifest is a file of such object lines. Nothing here knows Kubernetes: that deploy.sh asks the right
# questions is seen with a real API server.
set -eu

while :; do
  case ${1-} in
    --context | --kubeconfig)
      echo "$1 $2" >>"$FAKE/connection"
      shift 2
      ;;
    *) break ;;
  esac
done
echo "$*" >>"$FAKE/calls"
if [ -e "$FAKE/down" ]; then
  cat "$FAKE/down" >&2
  exit 1
fi

# The first line of a file; dropped when others follow.
next() {
  [ -e "$FAKE/$1" ] || return 0
  head -n 1 "$FAKE/$1"
  if [ "$(wc -l <"$FAKE/$1")" -gt 1 ]; then
    sed 1d "$FAKE/$1" >"$FAKE/next"
    mv "$FAKE/next" "$FAKE/$1"
  fi
}

# Object lines from the input whose labels match a selector such as a=b,!c
matching() {
  awk -v selector="$1" '
    BEGIN { terms = split(selector, term, ",") }
    {
      ok = 1
      labels = "," $2 ","
      for (i = 1; i <= terms; i++) {
        if (term[i] ~ /^!/) { if (index(labels, "," substr(term[i], 2) "=")) ok = 0 }
        else if (!index(labels, "," term[i] ",")) ok = 0
      }
      if (ok) print
    }'
}

verb=$1
shift
files=''
selector=''
words=''
output=''
while [ $# -gt 0 ]; do
  case $1 in
    --filename)
      files="$files$2
"
      shift
      ;;
    --selector)
      selector=$2
      shift
      ;;
    -o)
      output=$2
      shift
      ;;
    --namespace | --field-selector) shift ;;
    --*) ;;
    *) words="$words $1" ;;
  esac
  shift
done
in_files() { printf '%s' "$files" | while read -r file; do cat "$file"; done | matching "$selector"; }

touch "$FAKE/objects"
case "$verb$words" in
  'get namespace '*)
    name=${words##* }
    if grep -qx "$name" "$FAKE/namespaces"; then echo "namespace/$name"; fi
    ;;
  'create namespace '*) echo "${words##* }" >>"$FAKE/namespaces" ;;
  'auth can-i patch '*) if grep -qx "${words##* }" "$FAKE/denied" 2>/dev/null; then echo no && exit 1; else echo yes; fi ;;
  create) in_files | cut -d' ' -f1 ;;
  diff)
    # Kept: lines that the cluster does not have.
    changes=$(in_files | grep -Fxv -f "$FAKE/objects" || true)
    [ -n "$changes" ] || exit 0
    printf '%s\n' "$changes" | sed 's/^/+ /'
    exit 1
    ;;
  apply)
    in_files >"$FAKE/applied"
    cut -d' ' -f1 "$FAKE/applied" >"$FAKE/names"
    while read -r line; do
      grep -qxF "${line%% *}" "$FAKE/names" || echo "$line"
    done <"$FAKE/objects" >"$FAKE/kept"
    cat "$FAKE/kept" "$FAKE/applied" >"$FAKE/objects"
    sed 's/$/ serverside-applied/' "$FAKE/names"
    if grep -q ' forbidden=yes' "$FAKE/applied"; then echo 'Error from server (Forbidden)' >&2 && exit 1; fi
    ;;
  'get job '*)
    case $output in
      jsonpath=job:*)
        name=${words##* }
        if ! grep -q "^job.batch/$name " "$FAKE/objects"; then printf 'job:' && exit 0; fi
        state=$(next gate)
        case $state in
          '' | running) printf 'job:%s' "$name" ;;
          complete) printf 'job:%s condition:SuccessCriteriaMet; condition:Complete;' "$name" ;;
          failed) printf 'job:%s condition:FailureTarget; condition:Failed;' "$name" ;;
          *) echo "$state" >&2 && exit 1 ;;
        esac
        ;;
      *) printf 'DeadlineExceeded: Job was active longer than specified deadline' ;;
    esac
    ;;
  'delete job '*)
    grep -v "^job.batch/${words##* } " "$FAKE/objects" >"$FAKE/kept" || true
    mv "$FAKE/kept" "$FAKE/objects"
    rm -f "$FAKE/gate"
    if [ -e "$FAKE/gate.after" ]; then mv "$FAKE/gate.after" "$FAKE/gate"; fi
    ;;
  'get daemonset '*) next progress ;;
  'get pods')
    case $output in
      jsonpath=*) cat "$FAKE/used" 2>/dev/null || true ;;
      *containerStatuses*message*) case $selector in job-name=*) cat "$FAKE/words" 2>/dev/null || true ;; *) cat "$FAKE/standing" 2>/dev/null || true ;; esac ;;
    esac
    ;;
  'get events') cat "$FAKE/events" 2>/dev/null || true ;;
  'get priorityclass '*)
    name="priorityclass.scheduling.k8s.io/${words##* }"
    if grep -q "^$name " "$FAKE/objects"; then echo "$name"; fi
    ;;
  'get '*)
    matching "$selector" <"$FAKE/objects" | awk -v kinds=",${words# }," '
      {
        kind = $1
        sub(/\/.*/, "", kind)
        at = index(kind ".", ".")
        head = substr(kind, 1, at - 1)
        group = substr(kind, at)
        if (head ~ /y$/) sub(/y$/, "ies", head)
        else if (head ~ /s$/) head = head "es"
        else head = head "s"
        if (index(kinds, "," head group ",")) print $1
      }'
    ;;
  'delete '*)
    for name in $words; do
      grep -v "^$name " "$FAKE/objects" >"$FAKE/kept" || true
      mv "$FAKE/kept" "$FAKE/objects"
      echo "$name deleted"
    done
    ;;
  logs*) exit 1 ;;
  'config '*) ;;
  *) echo "fake kubectl: not known: $verb$words" >&2 && exit 64 ;;
esac
