/** Last section of `deploy.sh`: the order of things. */
export const RUN = `
interrupted() {
  trap - HUP INT TERM
  [ -z "$SLEEPER" ] || kill "$SLEEPER" 2>/dev/null || true
  warn 'Interrupted. What was applied stays, a gate Job goes on; run this again to go on from here.'
  exit "$1"
}
trap 'interrupted 129' HUP
trap 'interrupted 130' INT
trap 'interrupted 143' TERM

# deploy_hub COMMAND [ARGUMENT ...]: in the cluster that was asked for.
deploy_hub() {
  if [ -n "$DRY_RUN" ]; then
    say "== hub: to be run: $*"
    return 0
  fi
  say "hub: $*"
  [ -z "$CONTEXT" ] || export HELM_KUBECONTEXT="$CONTEXT"
  [ -z "$KUBECONFIG_FILE" ] || export KUBECONFIG="$KUBECONFIG_FILE"
  status=0
  if [ "$1" = kubectl ]; then
    shift
    kube "$@" || status=$?
  else
    "$@" || status=$?
  fi
  [ "$status" -eq 0 ] && return 0
  warn "deploy.sh: the command of the hub failed with status $status. Seats were not touched and nothing was removed.
Run the same again when it is mended."
  exit "$status"
}

next_step() {
  say "The hub itself was not deployed: no command was given. Deploy it with the values layer of Prewarm last, such as"
  say "  $HUB_HINT"
  say 'or let this script do so as soon as the images are on the nodes: deploy.sh -- COMMAND'
}

main() {
  check_files
  check_namespace
  if [ -n "$UNINSTALL" ]; then
    [ -n "$CONFIRMED" ] || DRY_RUN=yes
    uninstall
    if [ -n "$DRY_RUN" ]; then
      say 'Nothing was removed. Run the same with --yes to remove it.'
    else
      say "Uninstalled: hub $HUB, namespace $NAMESPACE."
    fi
    return 0
  fi
  check_rights
  if [ -n "$CLUSTER_ONLY" ]; then
    has_stage cluster || die 'this hub has no cluster-scoped objects'
    apply_stage cluster
    return 0
  fi

  if [ "$CLUSTER_OWNER" != inline ]; then
    check_priority_classes
  elif has_stage cluster; then
    apply_stage cluster
  fi

  gate=absent
  if [ -n "$GATE_JOB" ]; then
    if [ -n "$RETRY_GATE" ] && [ -n "$DRY_RUN" ]; then
      say "== gate: Job $GATE_JOB to be deleted, if it is there, and run again"
    elif [ -n "$RETRY_GATE" ]; then
      kube delete job "$GATE_JOB" --namespace "$NAMESPACE" --ignore-not-found || die 'could not delete the gate Job'
    fi
    gate=$(gate_state) || die "cannot look at the gate: $gate"
    [ -z "$RETRY_GATE" ] || gate=absent
  fi

  if has_stage prepull; then
    if [ "$KEEP_PULLERS" = no ] && { [ "$gate" = complete ] || [ -n "$SKIP_GATE" ] || [ -z "$GATE_JOB" ]; }; then
      # Nothing would wait for the pullers, so they are not started for a moment.
      apply_stage prepull --selector "$WITHOUT_PULLER"
    else
      apply_stage prepull
    fi
  fi

  if [ -n "$SKIP_GATE" ]; then
    warn '**********************************************************************'
    warn '--skip-gate: the hub goes on whether or not its images are on the nodes'
    warn '**********************************************************************'
  elif [ -n "$GATE_JOB" ]; then
    pass_gate "$gate"
  fi

  deployed=no
  if [ $# -gt 0 ]; then
    deploy_hub "$@"
    deployed=yes
  fi
  if has_stage seats; then apply_stage seats; fi
  clean_up "$deployed"

  if [ -n "$DRY_RUN" ]; then
    say 'Dry run: nothing was changed.'
    return 0
  elif [ -n "$CHANGED" ]; then
    say "Done: hub $HUB, namespace $NAMESPACE."
  else
    say "Nothing had to be changed: hub $HUB, namespace $NAMESPACE."
  fi
  [ "$deployed" = yes ] || next_step
}

main "$@"
`;
