#!/bin/sh
# Builds the page into web/dist with the Node that package-lock.json pins. Does nothing when dist is newer than every source; asks the
# network only when node_modules is missing or was installed from another lock file.
set -eu
cd "$(dirname "$0")"

if [ -f dist/index.html ] && [ -z "$(find src index.html vite.config.ts tsconfig.json package.json package-lock.json build.sh -newer dist/index.html 2>/dev/null)" ]; then
  exit 0
fi

# The stamp is a copy of the lock that node_modules was installed from, so a changed lock is seen whatever the file times say.
if ! cmp -s package-lock.json node_modules/.installed-lock || [ ! -x node_modules/.bin/node ]; then
  command -v npm >/dev/null || { echo "npm is missing: install the Debian package npm (make setup does)." >&2; exit 2; }
  npm ci --loglevel=error >&2
  cp package-lock.json node_modules/.installed-lock
fi

node=node_modules/.bin/node
"$node" node_modules/typescript/bin/tsc --noEmit
"$node" node_modules/vite/bin/vite.js build --logLevel warn
touch dist/index.html
