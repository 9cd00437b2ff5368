/** Section of `deploy.sh`: removing what earlier versions left behind, and removing everything. */
export const CLEANUP = `
# Jobs are missing here: only those of the gate are ours to delete.
NAMESPACED=daemonsets.apps,statefulsets.apps,poddisruptionbudgets.policy,networkpolicies.networking.k8s.io
NAMESPACED=$NAMESPACED,configmaps,rolebindings.rbac.authorization.k8s.io,roles.rbac.authorization.k8s.io,serviceaccounts

# Names of the objects in dist, one a line.
wanted_objects() {
  set --
  for stage in $STAGES; do set -- "$@" --filename "$(manifest "$stage")"; done
  [ $# -gt 0 ] || return 0
  kube create --dry-run=client --validate=false -o name "$@"
}

# Names of the objects in the cluster that carry our labels, one a line.
owned_objects() {
  kube get "$NAMESPACED" --namespace "$NAMESPACE" --selector "$OWNED" -o name &&
    kube get jobs.batch --namespace "$NAMESPACE" --selector "$OWNED_GATE" -o name
}
owned_classes() { kube get priorityclasses.scheduling.k8s.io --selector "$OWNED_CLUSTER" -o name; }

# except LINES UNWANTED: the first without the second.
except() { printf '%s\\n' "$1" | grep -Fxv -e "$2" | grep . || true; }

# Names of our PriorityClasses that pods of somebody else name, one a line.
classes_in_use() {
  kube get pods --namespace "$NAMESPACE" --selector "$NOT_OURS" \\
    -o jsonpath='{range .items[*]}priorityclass.scheduling.k8s.io/{.spec.priorityClassName}{"\\n"}{end}'
}

# clean_up HUB_DEPLOYED: removes what is ours and no longer in dist.
clean_up() {
  wanted=$(wanted_objects) || die 'cannot read the manifests in dist; nothing was removed'
  [ -n "$wanted" ] || [ -z "$STAGES" ] || die 'there is no object in dist; nothing was removed'
  if [ "$KEEP_PULLERS" = no ]; then
    # Pulled is pulled: this hub wants its pullers only while the gate is shut.
    wanted=$(printf '%s\\n' "$wanted" | grep -v '^daemonset.apps/' || true)
  fi
  owned=$(owned_objects) || die 'cannot list the objects of this hub; nothing was removed'
  old=$(except "$owned" "$wanted")
  [ -z "$old" ] || remove 'no longer needed' "$old" --namespace "$NAMESPACE"
  [ "$CLUSTER_OWNER" = inline ] || return 0
  # Whoever may not list PriorityClasses cannot have made any.
  owned=$(owned_classes 2>/dev/null) || return 0
  old=$(except "$owned" "$wanted")
  [ -n "$old" ] || return 0
  used=$(classes_in_use) || return 0
  idle=$(except "$old" "$used")
  if [ "$1" = yes ] && [ -n "$idle" ]; then
    remove 'no longer needed' "$idle"
    old=$(except "$old" "$idle")
  fi
  [ -z "$old" ] || {
    say 'Kept, because the running hub may still name them. When it has been deployed anew and its users are gone:'
    for class in $old; do say "  kubectl delete $class"; done
  }
}

# remove WHY NAMES [argument of kubectl ...]. Does not wait: a pod on a dead node would never be gone.
remove() {
  why=$1
  names=$2
  shift 2
  if [ -n "$DRY_RUN" ]; then
    say "== to be removed ($why):"
    indented "$names"
    return 0
  fi
  CHANGED=yes
  say "Removing ($why):"
  for name in $names; do set -- "$@" "$name"; done
  kube delete --ignore-not-found --wait=false "$@" || die 'could not remove everything (see above); run this again'
}

# Backwards: seats, gate, pullers, and what is cluster-scoped last.
uninstall() {
  if [ -z "$CLUSTER_ONLY" ]; then
    owned=$(owned_objects) || die 'cannot list the objects of this hub; nothing was removed'
    seats=$(printf '%s\\n' "$owned" | grep -e '^statefulset' -e '^poddisruptionbudget' || true)
    jobs=$(printf '%s\\n' "$owned" | grep -e '^job' || true)
    rest=$(except "$(except "$owned" "$seats")" "$jobs")
    [ -z "$seats" ] || remove seats "$seats" --namespace "$NAMESPACE"
    [ -z "$jobs" ] || remove gate "$jobs" --namespace "$NAMESPACE"
    [ -z "$rest" ] || remove pullers "$rest" --namespace "$NAMESPACE"
    [ "$CLUSTER_OWNER" = inline ] || return 0
  fi
  owned=$(owned_classes) || die 'cannot list PriorityClasses; they were not removed'
  used=$(classes_in_use) || die 'cannot list the pods of the namespace; PriorityClasses were not removed'
  idle=$(except "$owned" "$used")
  [ -z "$idle" ] || remove PriorityClasses "$idle"
  used=$(except "$owned" "$idle")
  [ -z "$used" ] || {
    warn "Kept, because pods in namespace $NAMESPACE name them:"
    warn "$(indented "$used")"
    warn 'Deploy the hub without the values layer of Prewarm, wait until its users are gone, and run this again.'
  }
}
`;
