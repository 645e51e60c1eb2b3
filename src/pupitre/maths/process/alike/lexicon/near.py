"""Ideas that are often one work, called otherwise by two departments, and often two: one idea and its neighbours per line."""

from __future__ import annotations

NEAR_DEEDS = """
create register prepare issue activate define
prepare issue plan define propose
issue send print
send deliver escalate report
check count analyse estimate test
analyse estimate detect find
find detect
clear export import
disconnect stop block
leave discharge
install deliver
correct repair update
close resolve settle
register receive bookkeep report
receive welcome collect
grant create install assign
unblock create issue
approve grant confirm sign decide acknowledge
plan book meet
order request
decide choose
calculate estimate
propose define send
report inform
resolve repair handle
cancel terminate
subscribe sign
pay refund settle compensate
recover collect
move send escalate return
install create adjust
pick collect
inform contact remind
reset update
clean sterilise
replace update
prescribe prepare
handle perform check
"""
NEAR_THINGS = """
goods delivery part product stock pallet
incident nonconformity defect complaint
machine equipment line
candidate employee newcomer
file request application claim incident deal
price quote
production product
plan schedule
month accounts
user customer citizen candidate
medication care
access account
decision notice decree opinion
permit document grant
salary payslip
damage claim
overdue payment invoice
compensation payment
solvency customer
expert technician
document report request form certificate
email letter
instrument tool
carrier delivery
"""
