/** Section of `deploy.sh`: what it says of itself, how it speaks, its command line. */
export const OPTIONS = `
usage() {
  cat <<USAGE
Usage: deploy.sh [option ...] [-- command [argument ...]]

Deploys what keeps the images of hub $HUB on the nodes and its seats free, in namespace $NAMESPACE.
The command after -- deploys the hub itself; it is run when the images are on the nodes. Example:

  deploy.sh -- $HUB_HINT

Options:
  --context NAME       context of the kubeconfig file; a kubectl or helm after -- gets it as well
  --kubeconfig FILE    kubeconfig file; the command after -- gets it as well
  --timeout TIME       how long to wait for the gate, such as 90s, 45m, 2h (now: $TIMEOUT s)
  --create-namespace   create the namespace when it does not exist
  --dry-run            show what would change; change nothing
  --retry-gate         run the gate again, also when it failed or passed before
  --skip-gate          do not wait for the images: users may wait for pulls
  --cluster-only       apply (or with --uninstall remove) the cluster-scoped objects alone
  --uninstall          remove everything that this script made; needs --yes
  --yes                confirms --uninstall
  -h, --help           this text

Exit status: 0 done, 1 wrong usage or cluster not usable, 2 the gate failed or the time was up; the status of
the command after -- when that failed; 129, 130 or 143 when interrupted by a signal.
USAGE
}

say() { printf '%s\\n' "$*"; }
warn() { printf '%s\\n' "$*" >&2; }
die() {
  warn "deploy.sh: $*"
  exit 1
}
usage_error() {
  warn "deploy.sh: $*"
  warn 'Run deploy.sh --help for its options.'
  exit 1
}

# Seconds of a time such as 90, 90s, 45m or 2h.
seconds() {
  case \${1%[smh]} in
    '' | 0* | *[!0-9]*) usage_error "--timeout must be a time such as 90s, 45m or 2h, got '$1'" ;;
  esac
  case $1 in
    *h) echo $((\${1%h} * 3600)) ;;
    *m) echo $((\${1%m} * 60)) ;;
    *) echo "\${1%s}" ;;
  esac
}

CONTEXT=''
KUBECONFIG_FILE=''
CREATE_NAMESPACE=''
DRY_RUN=''
RETRY_GATE=''
SKIP_GATE=''
CLUSTER_ONLY=''
UNINSTALL=''
CONFIRMED=''
while [ $# -gt 0 ]; do
  case $1 in
    --context=* | --kubeconfig=* | --timeout=*)
      option=$1
      shift
      set -- "\${option%%=*}" "\${option#*=}" "$@"
      ;;
    --context | --kubeconfig | --timeout)
      [ -n "\${2-}" ] || usage_error "$1 needs a value"
      case $1 in
        --context) CONTEXT=$2 ;;
        --kubeconfig) KUBECONFIG_FILE=$2 ;;
        --timeout) TIMEOUT=$(seconds "$2") ;;
      esac
      shift 2
      ;;
    --create-namespace) CREATE_NAMESPACE=yes && shift ;;
    --dry-run) DRY_RUN=yes && shift ;;
    --retry-gate) RETRY_GATE=yes && shift ;;
    --skip-gate) SKIP_GATE=yes && shift ;;
    --cluster-only) CLUSTER_ONLY=yes && shift ;;
    --uninstall) UNINSTALL=yes && shift ;;
    --yes) CONFIRMED=yes && shift ;;
    -h | --help) usage && exit 0 ;;
    --)
      shift
      [ $# -gt 0 ] || usage_error 'there is no command after --'
      break
      ;;
    *) usage_error "unknown argument '$1'; a command to deploy the hub goes after --" ;;
  esac
done
if [ $# -gt 0 ] && [ -n "$UNINSTALL$CLUSTER_ONLY" ]; then
  usage_error 'a command after -- does not go with --uninstall or --cluster-only'
fi
if [ -n "$RETRY_GATE" ] && [ -n "$SKIP_GATE" ]; then
  usage_error '--retry-gate and --skip-gate exclude each other'
fi
`;
