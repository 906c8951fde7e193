#!/usr/bin/env bash
# The main job from an archive's service to a classified catalogue, on a made survey. Everything goes below the folder demo/.
#   Docs/demo.sh [path of secchi] [number of spectra]
set -euo pipefail

secchi=$(realpath "${1:-.build/release/secchi}")
spectra=${2:-3000}
mkdir -p demo
cd demo
rm -rf home survey new
export SECCHI_HOME=$PWD/home

step() { printf '\n$ secchi %s\n' "$*"; "$secchi" "$@"; }

# An archive on this machine: SSA, DataLink and SODA over a survey with known labels.
step simulate survey --spectra "$spectra" --seed 1
"$secchi" demo-archive survey > archive.txt &
archive=$!
trap 'kill "$archive" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    service=$(grep -o 'http://[^ ]*' archive.txt || true)
    [ -n "$service" ] && break
    sleep 0.1
done
printf '\n$ secchi demo-archive survey &\n%s\n' "$(cat archive.txt)"

# The archive cuts each spectrum around Hα; of the whole survey only that travels.
step search ssa "$service" --band 6300/6750 --cut --ingest --collection survey
kill "$archive"

# Experts have labelled the objects.
awk -F, 'BEGIN { OFS = "," } !seen[$3]++ { print $3, $2 }' survey/labels.csv > labels.csv
step collection label survey labels.csv
step collection show survey
step search catalogue --collection survey --label double-peak --min-snr 40 --limit 5
step dataset build --collection survey --recipe ../Docs/recipes/h-alpha.json --output survey.fits
step dataset show survey.fits
step train --dataset survey.fits --trees 300

# New spectra, as files of four archives, with copies and broken ones among them.
step simulate new --spectra 500 --seed 2 --duplicates 0.01 --bad-files 0.005
step ingest new/spectra --collection new
step classify --collection new --model latest

model=$(ls -d home/jobs/*-forest | tail -1)/results
candidates=$(ls -d home/jobs/*-classify | tail -1)/results
cat <<END

The report of the training:  demo/$model/report.html
The classified new spectra:  demo/$candidates/candidates.vot

Try next:
  topcat demo/$candidates/candidates.vot
  export SECCHI_HOME=$SECCHI_HOME
  secchi inspect demo/new/spectra/sdss/*/*.fits
  secchi jobs
END
