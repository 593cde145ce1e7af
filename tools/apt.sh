#!/bin/sh
# apt.sh PACKAGE WHY: installs one package where that is allowed, else says what to do and fails.
set -eu
package=$1 why=$2

give_up() {
    echo "$why: please install the package $package (sudo apt install $package) and try again." >&2
    exit 1
}

command -v apt-get >/dev/null || give_up
if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    give_up
fi
apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
install="$apt install --yes --no-install-recommends $package"

echo "$why: installing $package ..." >&2
$install >/dev/null 2>&1 || { $apt update && $install >/dev/null; } >&2 || give_up

# Only the program is wanted, not a server open to the network.
if [ "$package" = dovecot-imapd ] && [ -d /run/systemd/system ]; then
    $as_root systemctl disable --now dovecot.socket dovecot.service >/dev/null 2>&1 || true
fi
