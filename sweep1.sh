cd /tmp/w/iproto
CHUNK=512 ./bench.test -test.run '^$' -test.bench "IndexedRace/pass=forwardbackward/dtype=float32/labels=int8/items=(64Ki|256Ki|1Mi|4Mi|16Mi)/order=(random)" -test.benchtime 1x 2>&1 | grep times | sed 's/.*items=//'
PF=1 CHUNK=128 ./bench.test -test.run '^$' -test.bench "IndexedRace/pass=forwardbackward/dtype=float32/labels=int8/items=(64Ki|256Ki|1Mi|4Mi|16Mi)/order=(random)" -test.benchtime 1x 2>&1 | grep times | sed 's/.*items=//'
