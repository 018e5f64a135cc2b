#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for the tests.
#
#   postgres.sh start FOLDER   make a cluster in FOLDER (which must not exist) on a free port, print its URL
#   postgres.sh url FOLDER     print the URL of the cluster in FOLDER
#   postgres.sh stop FOLDER    stop it and remove FOLDER
set -euo pipefail

usage() {
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

[ $# -eq 2 ] || usage
folder=$2

# initdb refuses to run as root; then the cluster belongs to the user that Debian made for it.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$folder" "$@"
    else
        "$@"
    fi
}

newest_version() {
    find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -V | tail -n 1
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    local port
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres:postgres "$folder"
    chmod 700 "$folder"
    cd "$folder"
    as_owner "$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust \
        --locale=C --encoding=UTF8 --no-sync >"$folder/initdb.log" 2>&1 || {
        cat "$folder/initdb.log" >&2
        exit 1
    }
    port=$(free_port)
    cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
    as_owner "$bin/pg_ctl" start --pgdata="$folder/data" --wait --log="$folder/server.log" >/dev/null || {
        cat "$folder/server.log" >&2
        exit 1
    }
    url
}

url() {
    echo "postgres://postgres@127.0.0.1:$(sed -n 4p "$folder/data/postmaster.pid")/postgres"
}

stop() {
    cd "$folder"
    as_owner "$bin/pg_ctl" stop --pgdata="$folder/data" --mode=immediate --wait >/dev/null || true
    cd /
    rm -rf -- "$folder"
}

bin=/usr/lib/postgresql/$(newest_version)/bin
[ -x "$bin/initdb" ] || {
    echo "postgres.sh: no PostgreSQL server is installed" >&2
    exit 1
}
case $1 in
start | url | stop) "$1" ;;
*) usage ;;
esac
