#!/bin/sh
# zoo.sh cyrus|courier …: a Debian root for each of these servers in build/zoo, made once.
# They conflict with dovecot-imapd as packages; in a root of its own each lives beside it.
set -eu
suite=bookworm
zoo=$(cd "$(dirname "$0")/.." && pwd)/build/zoo

if [ "$(id -u)" -ne 0 ]; then
    echo "make zoo: Cyrus and Courier need roots of their own (chroot): please run it as root." >&2
    exit 1
fi

packages() {
    case $1 in
    cyrus) echo cyrus-imapd sasl2-bin ;;
    courier) echo courier-imap ;;
    *) echo "zoo.sh: no such server: $1" >&2 && exit 64 ;;
    esac
}

base() {
    [ -e "$zoo/base/.ready" ] && return
    command -v debootstrap >/dev/null ||
        "$(dirname "$0")/apt.sh" debootstrap "Cyrus and Courier get a Debian of their own"
    rm -rf "$zoo/base"
    mkdir -p "$zoo"
    echo "make zoo: a Debian for Cyrus and Courier (about a minute, once) ..." >&2
    debootstrap --variant=minbase "$suite" "$zoo/base" >"$zoo/base.log" || {
        tail -n 20 "$zoo/base.log" >&2
        exit 1
    }
    # Nothing is started by being installed.
    printf '#!/bin/sh\nexit 101\n' >"$zoo/base/usr/sbin/policy-rc.d"
    chmod +x "$zoo/base/usr/sbin/policy-rc.d"
    touch "$zoo/base/.ready"
}

furnish() {
    [ -e "$zoo/$1/.ready" ] && return
    base
    echo "make zoo: installing $1 ..." >&2
    rm -rf "${zoo:?}/$1"
    cp -a "$zoo/base" "$zoo/$1"
    rm "$zoo/$1/.ready"
    # shellcheck disable=SC2046
    DEBIAN_FRONTEND=noninteractive chroot "$zoo/$1" apt-get -qq --yes --no-install-recommends \
        install $(packages "$1") >"$zoo/$1.log" 2>&1 || {
        tail -n 20 "$zoo/$1.log" >&2
        exit 1
    }
    if [ "$1" = courier ]; then
        sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' "$zoo/$1/etc/courier/authdaemonrc"
        mkdir -p "$zoo/$1/run/courier/authdaemon"
    fi
    touch "$zoo/$1/.ready"
}

for server in "$@"; do
    furnish "$server"
done
