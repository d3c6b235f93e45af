#!/bin/sh
# Installs PostgreSQL's programs with apt, as root, without the cluster that Debian's package would make and start.
set -eu

export DEBIAN_FRONTEND=noninteractive
setting=/etc/postgresql-common/createcluster.conf
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
cp -p "$setting" "$setting.before"
trap 'mv "$setting.before" "$setting"' EXIT
echo "create_main_cluster = false" >> "$setting"
apt-get install -y -qq --no-install-recommends postgresql >/dev/null
