/** Section of `deploy.sh`: why a gate does not open. Reads only, and never fails itself. */
export const REPORT = `
# One line for each puller pod that is not ready: node, reason, image, message. Init containers pull one after
# the other, so the first that is not ready is where the pod stands.
STANDING=$(
  cat <<'TEMPLATE'
{{range .items}}{{$node := or .spec.nodeName "no node"}}{{$found := false}}
{{- range .status.conditions}}{{if and (eq .type "PodScheduled") (eq .status "False")}}{{$found = true}}
{{- $node}}{{"\\t"}}{{.reason}}{{"\\t-\\t"}}{{.message}}{{"\\n"}}{{end}}{{end}}
{{- range .status.initContainerStatuses}}{{if not (or .ready $found)}}{{$found = true}}
{{- $node}}{{"\\t"}}{{with .state.waiting}}{{.reason}}{{else}}Running{{end}}{{"\\t"}}{{.image}}{{"\\t"}}
{{- with .state.waiting}}{{.message}}{{end}}{{"\\n"}}{{end}}{{end}}
{{- range .status.containerStatuses}}{{if not (or .ready $found)}}{{$found = true}}
{{- $node}}{{"\\t"}}{{with .state.waiting}}{{.reason}}{{else}}Running{{end}}{{"\\t"}}{{.image}}{{"\\t"}}
{{- with .state.waiting}}{{.message}}{{end}}{{"\\n"}}{{end}}{{end}}
{{- if not (or $found .status.containerStatuses)}}{{$node}}{{"\\tPending\\t-\\t\\n"}}{{end}}{{end}}
TEMPLATE
)

# standing_pods PATTERN: the puller pods whose reason does not match, one line for each reason and image.
standing_pods() {
  kube get pods --namespace "$NAMESPACE" --selector "$PULLER_PODS" --request-timeout=30s \\
    -o go-template="$STANDING" 2>/dev/null |
    awk -F '\\t' -v skip="$1" '
      NF == 4 && $2 !~ skip {
        key = $2 " " $3
        if (!(key in count)) { kind[++kinds] = key; node[key] = $1; message[key] = $4 }
        count[key]++
      }
      END {
        for (i = 1; i <= kinds; i++) {
          text = message[kind[i]]
          gsub(/<no value>/, "", text)
          if (text != "") text = ": " text
          printf "  %d x %s on %s%s\\n", count[kind[i]], kind[i], node[kind[i]], text
        }
      }' || true
}

# Warnings of the pullers, of the gate, and of their pods, each text once.
warnings() {
  kube get events --namespace "$NAMESPACE" --field-selector type=Warning --sort-by=.lastTimestamp --no-headers \\
    --request-timeout=30s -o custom-columns=O:.involvedObject.name,R:.reason,M:.message 2>/dev/null |
    awk -v names="$PULLERS $GATE_JOB" '
      BEGIN { count = split(names, name, " ") }
      {
        for (i = 1; i <= count; i++) if ($1 == name[i] || index($1, name[i] "-") == 1) {
          object = $1
          sub(/^[^ ]+ +/, "")
          if (!seen[$0]++) print "  " object ": " $0
        }
      }' | tail -n 10 || true
}

# What the gate said last: its termination message, or the end of its log.
gate_words() {
  words=$(kube get pods --namespace "$NAMESPACE" --selector "job-name=$GATE_JOB" --request-timeout=30s \\
    --sort-by=.metadata.creationTimestamp 2>/dev/null \\
    -o go-template='{{range .items}}{{range .status.containerStatuses}}{{with .state.terminated}}{{with .message}}{{.}}{{"\\n"}}{{end}}{{end}}{{end}}{{end}}' |
    tail -n 1) || true
  [ -n "$words" ] ||
    words=$(kube logs --namespace "$NAMESPACE" "job/$GATE_JOB" --tail=5 --request-timeout=30s 2>/dev/null) || true
  printf '%s' "$words"
}

indented() { [ -z "$1" ] || printf '%s\\n' "$1" | sed 's/^ */  /'; }

report_gate() {
  reason=$(kube get job "$GATE_JOB" --namespace "$NAMESPACE" --ignore-not-found --request-timeout=30s 2>/dev/null \\
    -o jsonpath='{range .status.conditions[?(@.type=="Failed")]}{.reason}: {.message}{end}') || true
  [ -z "$reason" ] || warn "Job $GATE_JOB: $reason"
  warn "Pullers: $(puller_progress || true)"
  words=$(indented "$(gate_words)")
  [ -z "$words" ] || warn "The gate said:
$words"
  pods=$(standing_pods '^$')
  [ -z "$pods" ] || warn "Pods that are not ready:
$pods"
  events=$(warnings)
  [ -z "$events" ] || warn "Events:
$events"
}
`;
