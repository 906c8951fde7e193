#!/usr/bin/env bash
# The main job from files to a classified catalogue, on a made survey. Everything goes below the folder demo/.
#   Docs/demo.sh [path of secchi] [number of spectra]
set -euo pipefail

secchi=$(realpath "${1:-.build/release/secchi}")
spectra=${2:-3000}
mkdir -p demo
cd demo
rm -rf home survey new
export SECCHI_HOME=$PWD/home

step() { printf '\n$ secchi %s\n' "$*"; "$secchi" "$@"; }

step simulate survey --spectra "$spectra" --seed 1 --duplicates 0.01 --bad-files 0.005
step ingest survey/spectra --collection survey --labels survey/labels.csv
step collection show survey
step dataset build --collection survey --recipe ../Docs/recipes/h-alpha.json --output survey.fits
step dataset show survey.fits
step train --dataset survey.fits --trees 300

step simulate new --spectra 500 --seed 2
step classify new/spectra --model latest

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
