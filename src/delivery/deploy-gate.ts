/** Section of `deploy.sh`: the gate Job, and waiting for it. */
export const GATE = `
# complete, failed, running or absent. An error is printed in its place, with status 1.
gate_state() {
  state=$(kube get job "$GATE_JOB" --namespace "$NAMESPACE" --ignore-not-found --request-timeout=30s 2>&1 \\
    -o jsonpath='job:{.metadata.name}{range .status.conditions[?(@.status=="True")]} condition:{.type};{end}') || {
    printf '%s\\n' "$state" | tail -n 1
    return 1
  }
  case $state in
    *condition:Complete\\;*) echo complete ;;
    *condition:Failed\\;*) echo failed ;;
    *"job:$GATE_JOB"*) echo running ;;
    *) echo absent ;;
  esac
}

puller_progress() {
  [ -n "$PULLERS" ] || return 0
  set --
  for puller in $PULLERS; do set -- "$@" "$puller"; done
  counts=$(kube get daemonset "$@" --namespace "$NAMESPACE" --ignore-not-found --no-headers --request-timeout=30s \\
    -o custom-columns=DESIRED:.status.desiredNumberScheduled,READY:.status.numberReady 2>/dev/null) || return 1
  printf '%s\\n' "$counts" | awk '{ desired += $1; ready += $2 } END { printf "%d of %d nodes ready", ready, desired }'
}

now() { date +%s; }
elapsed() {
  spent=$(($(now) - STARTED))
  if [ "$spent" -lt 60 ]; then echo "$spent s"; else echo "$((spent / 60)) min"; fi
}

# In the background, so that a signal ends the wait at once.
SLEEPER=''
pause() {
  sleep "$1" &
  SLEEPER=$!
  wait "$SLEEPER" || true
  SLEEPER=''
}

how_to_go_on() {
  warn "The hub and its seats were not touched. When the cause is removed: run this again with --retry-gate, or raise
gate.attempt in prewarm.yaml and synthesize. To deploy without the images: --skip-gate."
}

# Does not use kubectl wait: that waits for one condition, and the Job can end in two ways.
wait_for_gate() {
  STARTED=$(now)
  shown=''
  trouble=''
  looked=$STARTED
  while :; do
    if answer=$(gate_state); then
      case $answer in
        complete)
          say "gate: open, $(puller_progress || true), $(elapsed)"
          indented "$(gate_words)"
          return 0
          ;;
        failed)
          warn "gate: failed, $(elapsed)"
          report_gate
          how_to_go_on
          exit 2
          ;;
        absent) die "Job $GATE_JOB was deleted while the gate was waiting; run this again" ;;
      esac
      line=$(puller_progress) || line=$shown
    else
      case $answer in *orbidden*) die "cannot watch the gate: $answer" ;; esac
      line='no answer from the cluster, trying again'
      # Once: the text of an error may have a new port number in it each time.
      [ "$line" = "$shown" ] || warn "$answer"
    fi
    if [ "$line" != "$shown" ]; then
      say "gate: $line, $(elapsed)"
      shown=$line
    fi
    if [ $(($(now) - STARTED)) -ge "$TIMEOUT" ]; then
      warn "gate: not open after $(elapsed)"
      report_gate
      warn 'The Job goes on. Run this again to go on waiting, with a longer --timeout if need be.'
      exit 2
    fi
    if [ $(($(now) - looked)) -ge 60 ]; then
      looked=$(now)
      stuck=$(standing_pods '^(PodInitializing|ContainerCreating|Running|Pending)$')
      # No pod at all: the reason is an event of the DaemonSet then.
      case $stuck$line in '0 of '*) stuck=$(warnings) ;; esac
      [ -z "$stuck" ] || [ "$stuck" = "$trouble" ] || say "$stuck"
      trouble=$stuck
    fi
    pause 5
  done
}

# pass_gate STATE: applies the Job where needed, and returns when the gate is open.
pass_gate() {
  if [ -n "$DRY_RUN" ]; then
    case $1 in
      complete) say "== gate: Job $GATE_JOB has passed, nothing to wait for" ;;
      failed) say "== gate: Job $GATE_JOB has failed; deploy.sh would stop here" ;;
      running) say "== gate: Job $GATE_JOB is under way; deploy.sh would wait for it" ;;
      *) apply_stage gate ;;
    esac
    return 0
  fi
  case $1 in
    complete)
      say 'gate: open since an earlier run'
      return 0
      ;;
    failed)
      warn "gate: Job $GATE_JOB failed in an earlier run, and nothing that decides it has changed since"
      report_gate
      how_to_go_on
      exit 2
      ;;
    running) say "gate: Job $GATE_JOB is under way" ;;
    *) apply_stage gate ;;
  esac
  CHANGED=yes
  wait_for_gate
}
`;
