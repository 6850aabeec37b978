"""Prints how long the patterns of one and of ten years take, each by itself and all together.

`python -m tests.benchmarks.patterns_speed`. Aims: a year (1,500 flare-ups, 3,000 doses, 6,000 activities) in
under 2 seconds, ten years in under 15. Told as the time of the processor, since the machine may be shared.
"""

import resource
import subprocess
import sys
import time

from painlog.patterns import findings
from painlog.patterns.diary import open_diary
from tests.patterns.simulator import Habits, Planted, period, simulate

YEAR = 365
AIMS = {YEAR: 2.0, 10 * YEAR: 15.0}
EVENTFUL = Habits(rate=5.2, length=25, dosing=1.0, done_a_day=(2.1, 4.2, 3.2, 3.2, 2.6, 2.0))
LOADING = """
import time
begun = time.process_time()
import painlog.patterns.findings
print(time.process_time() - begun)
"""


def main() -> int:
    """Print the table; the exit code tells whether the aims are reached."""
    loading = float(
        subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout
    )
    print(f"loading numpy, scipy.special and the patterns: {loading:.2f} s")
    good = True
    for days, aim in AIMS.items():
        record = simulate(
            1, Habits(**{**vars(EVENTFUL), "days": days}), Planted(therapy=0.9, every_hours=2.5)
        )
        doses = sum(len(columns.key) for columns in record.doses)
        flare_ups, activities = len(record.flare_ups.key), len(record.activities.key)
        print(f"\n{days} days: {flare_ups} flare-ups, {doses} doses, {activities} activities")
        diary = open_diary(record, *period(record))
        for look in findings.LOOKS:
            begun = time.process_time()
            found = look(diary)
            print(f"  {found[0].id:18} {time.process_time() - begun:7.3f} s")
        begun = time.process_time()
        findings.work_out(record, *period(record))
        spent = time.process_time() - begun
        good &= spent < aim
        print(f"  {'all':18} {spent:7.3f} s   (aim: under {aim:g} s)")
    print(f"\nhighest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
