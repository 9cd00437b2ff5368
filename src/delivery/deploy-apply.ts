/** Section of `deploy.sh`: applying one stage. */
export const APPLY = `
CHANGED=''

# Server-side: an apply that changes nothing then changes nothing in the cluster either, and the fields that
# are ours are known to be ours. By force, because dist says what holds: as with Argo CD and Flux, a field that
# it sets is set back when somebody changed it by hand.
server_side() {
  verb=$1
  shift
  kube "$verb" --server-side --force-conflicts --field-manager=prewarm "$@"
}

# apply_stage STAGE [argument of kubectl ...]
apply_stage() {
  stage=$1
  file=$(manifest "$stage")
  shift
  if [ -n "$DRY_RUN" ]; then
    say "== $stage: changes to be applied"
    status=0
    server_side diff --filename "$file" "$@" || status=$?
    [ "$status" -le 1 ] || die "cannot compare $file with the cluster"
    [ "$status" -ne 0 ] || say 'none'
    return 0
  fi
  if server_side diff --filename "$file" "$@" >/dev/null 2>&1; then
    say "$stage: unchanged"
    return 0
  fi
  CHANGED=yes
  say "$stage: applying $file"
  server_side apply --filename "$file" "$@" ||
    die "could not apply $file (see above); nothing after this stage was touched. Run this again when it is mended."
}
`;
