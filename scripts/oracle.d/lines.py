# SPDX-License-Identifier: MIT
"""Which lines of a log count, and what of them does not.

A kernel warns with a stack and registers, we report with places and advice and
the kernel's sentence; only that counts.  What a kernel may choose is masked by
test/conform/masks; what is different on purpose is in
test/conform/differences.
"""
import os
import re

CONFORM = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       '../../test/conform')
STAMP = re.compile(r'^\[ *\d+\.\d+\] ?')
TEST = re.compile(r' *(?:not )?ok \d+ | *# (?!Subtest|module:|Totals)\w+: |'
                  r' *1\.\.\d+$')
SAID = re.compile(r'conform \S+: |platform \S+: |cma: |Reserved memory: |'
                  r'OF: |DMA: |software IO TLB: ')
CUT = '------------[ cut here ]------------'
END = re.compile(r'---\[ end trace')
REPORT = re.compile(r'(?: *Linux says: )?(DMA-API: (?!Mapped at|preallocated).*)')
BOOTED = '    ok 0 boot'
RESULT = re.compile(r'    (?:not )?ok \d+ (\w+)$')


def table(name):
    """The lines of a file in test/conform, without comments."""
    with open(os.path.join(CONFORM, name)) as f:
        return [line.rstrip('\n') for line in f
                if line.strip() and line[0] != '#']


MASKS = [(re.compile(a), b) for a, b in
         (line.split(' => ') for line in table('masks'))]


def mask(line):
    for pattern, word in MASKS:
        line = pattern.sub(word, line)
    return line


def is_masked(line):
    return 'ADDRESS' in line


def differences(name):
    """{case: reason}"""
    found = {}
    for line in table('differences'):
        test, case, reason = line.split(None, 2)
        if test == name:
            found[case.rstrip(':')] = reason
    return found


def report(line):
    """What DMA-API debug says, or our report knows that it would; or None."""
    m = REPORT.match(line)
    return m and m.group(1)


def warnings_folded(log):
    """Of a warning its text and the word; of one that is a report, that."""
    i = 0
    while i < len(log):
        if log[i] != CUT:
            yield log[i]
            i += 1
            continue
        end = next((k for k in range(i, len(log)) if END.match(log[k])),
                   len(log))
        at = next((k for k in range(i, end) if log[k].startswith('WARNING: ')),
                  end)
        text = log[i + 1:at]
        if any(report(line) for line in text):
            yield from text
        else:
            yield from ('warning: ' + line for line in text or ['no text'])
        i = end + 1


def counted(log, boot=False):
    """The lines of the test's run, masked; boot: of what was before, too."""
    log = [STAMP.sub('', line).rstrip('\r') for line in log]
    starts = [i for i, line in enumerate(log) if line == 'KTAP version 1']
    if not starts:
        return []
    found = [mask(line) for line in log[:starts[-1]]
             if boot and SAID.match(line)]
    if boot:
        found.append(BOOTED)
    for line in warnings_folded(log[starts[-1] + 2:]):
        said = report(line)
        if said or line.startswith('warning: ') or TEST.match(line) or \
                SAID.match(line) and 'taints kernel' not in line:
            found.append(mask(said or line))
        if re.match(r'(not )?ok 1 ', line):
            break
    return [line for line in found if not re.match(r'# \w+: pass:', line)]


def by_case(text):
    """{case: its lines}; what is said before its result is a case's own."""
    cases, open_lines = {}, []
    for line in text:
        open_lines.append(line)
        m = RESULT.match(line)
        if m:
            cases[m.group(1)] = open_lines
            open_lines = []
    if open_lines:
        cases['end'] = open_lines
    return cases
