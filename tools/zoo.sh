#!/bin/sh
# zoo.sh SERVER|clients …: a Debian root for each of them in build/zoo, made once.
# The servers conflict with dovecot-imapd as packages; in a root of its own each lives beside it.
# The mail clients bring a browser and PHP; in a root they leave this machine as it is.
set -eu
suite=bookworm
zoo=$(cd "$(dirname "$0")/.." && pwd)/build/zoo

if [ "$(id -u)" -ne 0 ]; then
    echo "$* need roots of their own (chroot): please run this as root." >&2
    exit 1
fi

packages() {
    case $1 in
    cyrus) echo cyrus-imapd sasl2-bin ;;
    courier) echo courier-imap ;;
    postfix) echo postfix libsasl2-modules sasl2-bin ;;
    clients) echo roundcube-core roundcube-sqlite3 php-cli chromium chromium-driver mutt neomutt nano tmux ;;
    *) echo "zoo.sh: no such server: $1" >&2 && exit 64 ;;
    esac
}

base() {
    [ -e "$zoo/base/.ready" ] && return
    command -v debootstrap >/dev/null ||
        "$(dirname "$0")/apt.sh" debootstrap "$1 gets a Debian of its own"
    rm -rf "$zoo/base"
    mkdir -p "$zoo"
    echo "A Debian of its own for $1 (about a minute, once) ..." >&2
    debootstrap --variant=minbase "$suite" "$zoo/base" >"$zoo/base.log" || {
        tail -n 20 "$zoo/base.log" >&2
        exit 1
    }
    # Nothing is started by being installed.
    printf '#!/bin/sh\nexit 101\n' >"$zoo/base/usr/sbin/policy-rc.d"
    chmod +x "$zoo/base/usr/sbin/policy-rc.d"
    echo "127.0.0.1 localhost" >"$zoo/base/etc/hosts"
    touch "$zoo/base/.ready"
}

furnish() {
    [ -e "$zoo/$1/.ready" ] && return
    base "$1"
    echo "Installing $1 ..." >&2
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
