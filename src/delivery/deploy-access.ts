/** Section of `deploy.sh`: where the files are, how kubectl is called, whether the cluster lets us in. */
export const ACCESS = `
# Folder of dist, found from this file, so that it does not matter where the script is called from.
DIST=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
manifest() { printf '%s/%s/%s/manifests.k8s.yaml' "$DIST" "$HUB" "$1"; }
has_stage() {
  case " $STAGES " in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

# kubectl with the cluster that was asked for.
kube() {
  [ -z "$CONTEXT" ] || set -- --context "$CONTEXT" "$@"
  [ -z "$KUBECONFIG_FILE" ] || set -- --kubeconfig "$KUBECONFIG_FILE" "$@"
  kubectl "$@"
}

check_files() {
  command -v kubectl >/dev/null 2>&1 ||
    die 'kubectl was not found on PATH (https://kubernetes.io/docs/tasks/tools/)'
  for stage in $STAGES; do
    [ -r "$(manifest "$stage")" ] ||
      die "cannot read $(manifest "$stage"); deploy.sh has to stay in the dist folder it was made for"
  done
}

check_namespace() {
  if answer=$(kube get namespace "$NAMESPACE" --ignore-not-found -o name 2>&1); then
    case $answer in *"namespace/$NAMESPACE"*) return 0 ;; esac
    [ -n "$CREATE_NAMESPACE" ] ||
      die "namespace $NAMESPACE does not exist: create it, or run this with --create-namespace"
    [ -z "$DRY_RUN" ] || die "namespace $NAMESPACE does not exist, and without it a dry run cannot ask the server"
    kube create namespace "$NAMESPACE" || die "could not create namespace $NAMESPACE"
    return 0
  fi
  case $answer in
    # Whoever may deploy to a namespace need not be allowed to look at it.
    *orbidden*) return 0 ;;
  esac
  warn "$answer"
  die 'the cluster does not answer as it should (see above); is the context right?'
}

check_rights() {
  denied=''
  for stage in $STAGES; do
    case $stage in
      cluster) kind=priorityclasses.scheduling.k8s.io ;;
      prepull) kind=daemonsets.apps ;;
      gate) kind=jobs.batch ;;
      *) kind=statefulsets.apps ;;
    esac
    [ "$stage" != cluster ] || [ -n "$CLUSTER_ONLY" ] || [ "$CLUSTER_OWNER" = inline ] || continue
    [ "$stage" = cluster ] || [ -z "$CLUSTER_ONLY" ] || continue
    case $(kube auth can-i patch "$kind" --namespace "$NAMESPACE" 2>/dev/null || true) in
      *no*) denied="$denied $kind" ;;
    esac
  done
  [ -n "$denied" ] || return 0
  warn "Your account may not patch, in namespace $NAMESPACE or cluster-wide:$denied"
  case $denied in
    *priorityclasses*)
      warn 'PriorityClasses are cluster-scoped. With "cluster: separate" in prewarm.yaml an administrator applies them'
      warn 'once (deploy.sh --cluster-only), and this script leaves them alone.'
      ;;
  esac
  exit 1
}

# When somebody else owns the PriorityClasses: without them no pod of ours can be created.
check_priority_classes() {
  missing=''
  for class in $PRIORITY_CLASSES; do
    answer=$(kube get priorityclass "$class" --ignore-not-found -o name 2>/dev/null) || return 0
    [ -n "$answer" ] || missing="$missing $class"
  done
  [ -z "$missing" ] || die "these PriorityClasses do not exist yet:$missing
An administrator has to create them first$(has_stage cluster && echo ': deploy.sh --cluster-only')."
}
`;
