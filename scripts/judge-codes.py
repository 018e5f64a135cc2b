#!/usr/bin/env python3
"""What outside judges say about codes: python-stdnum about numbers, phonenumbers about telephone numbers.

    judge-codes.py            compare with the tables that the tests of crates/forms read
    judge-codes.py --write    write those tables anew

Each line of a table is a value and a verdict, parted by a tab. The values are made up with a fixed seed, right ones and
ones spoiled in the ways that fingers slip. The verdict is the usual spelling of a right value, else one of:

    -         no such number
    local     an account number that keeps the international standard, but not a further rule inside its country
    possible  a telephone number of a length that its country has, in a range that it does not use
"""

import random
import sys
from pathlib import Path

import phonenumbers
from stdnum import iban
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10
from stdnum.lv import pvn

FOLDER = Path(__file__).resolve().parent.parent / "crates/forms/tests/judges"
EACH = 2400
SEED = 20261203


def personal_code(value):
    try:
        number = pvn.validate(value)
        # The judge also takes numbers of companies.
        return f"{number[:6]}-{number[6:]}" if number[0] <= "3" else "-"
    except ValidationError:
        return "-"


def registration_number(value):
    try:
        number = pvn.validate(value)
        # The judge also takes personal codes.
        return number if number[0] > "3" else "-"
    except ValidationError:
        return "-"


def account(value):
    try:
        number = iban.validate(value, check_country=False)
    except ValidationError:
        return "-"
    return number if iban.is_valid(value) else "local"


def telephone(value):
    try:
        number = phonenumbers.parse(value, "LV")
    except phonenumbers.NumberParseException:
        return "-"
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "possible" if phonenumbers.is_possible_number(number) else "-"


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def spoiled(rng, value):
    """The value with one slip: a sign changed, two swapped, one lost, one too many."""
    at = rng.randrange(len(value))
    sign = rng.choice("0123456789" if value[at].isdigit() else "ABCXYZ- ")
    other = min(at + 1, len(value) - 1)
    swapped = list(value)
    swapped[at], swapped[other] = swapped[other], swapped[at]
    return rng.choice(
        [
            value[:at] + sign + value[at + 1 :],
            "".join(swapped),
            value[:at] + value[at + 1 :],
            value[:at] + sign + value[at:],
        ]
    )


def personal_codes(rng):
    # Nobody alive was born in these years.
    century, years = rng.choice([("0", (0, 100)), ("1", (0, 10)), ("2", (40, 100)), ("3", (0, 100))])
    day, month, year = rng.randrange(1, 32), rng.randrange(1, 14), rng.randrange(*years)
    start = f"{day:02}{month:02}{year:02}{century}{digits(rng, 3)}"
    if rng.random() < 0.4:
        start = "32" + digits(rng, 8)
    # The first ten digits decide the last.
    number = start + next(d for d in "0123456789" if sum_holds(start + d))
    return f"{number[:6]}-{number[6:]}" if rng.random() < 0.7 else number


def sum_holds(number):
    weights = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
    return (1 + sum(w * int(n) for w, n in zip(weights, number))) % 11 % 10 == int(number[10])


def registration_numbers(rng):
    while True:
        start = rng.choice(["4000", "4010", "5000", "9000", "4", "5", "6", "7", "8", "9"])
        number = start + digits(rng, 11 - len(start))
        if pvn.is_valid(number):
            return rng.choice([number, number, f"LV{number}", f"{number[:4]} {number[4:8]} {number[8:]}"])


def accounts(rng):
    structures = country_structures()
    country = rng.choice(["LV", rng.choice(sorted(structures))])
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    signs = {"n": "0123456789", "a": letters, "c": "0123456789" + letters}
    bban = "".join(rng.choice(signs[kind]) for count, kind in structures[country] for _ in range(int(count)))
    number = country + mod_97_10.calc_check_digits(bban + country) + bban
    if rng.random() < 0.3:
        return iban.format(number)
    return number.lower() if rng.random() < 0.1 else number


def country_structures():
    found = {}
    for country in (a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        info = iban._ibandb.info(country)[0][1]
        if "bban" in info:
            found[country] = iban._struct_re.findall(info["bban"])
    return found


def telephones(rng):
    if rng.random() < 0.6:
        number = rng.choice(["2", "2", "6", "80", "81", "90", rng.choice("0134579")])
        number += digits(rng, 8 - len(number))
        return rng.choice([number, f"+371{number}", f"+371 {number[:2]} {number[2:5]} {number[5:]}", f"00371{number}"])
    region = rng.choice(sorted(phonenumbers.SUPPORTED_REGIONS))
    number = phonenumbers.example_number(region)
    national = str(number.national_number)
    tail = rng.randrange(1, min(6, len(national)))
    return f"+{number.country_code}{national[:-tail]}{digits(rng, tail)}"


KINDS = {
    "personal-codes": (personal_codes, personal_code),
    "registration-numbers": (registration_numbers, registration_number),
    "accounts": (accounts, account),
    "telephones": (telephones, telephone),
}


def table(name):
    make, judge = KINDS[name]
    rng = random.Random(f"{SEED} {name}")
    values = {}
    while len(values) < EACH:
        value = make(rng)
        if rng.random() < 0.5:
            value = spoiled(rng, value)
        if value.strip():
            values.setdefault(value, judge(value))
    return "".join(f"{value}\t{verdict}\n" for value, verdict in values.items())


def main():
    write = sys.argv[1:] == ["--write"]
    stale = []
    for name in KINDS:
        path, said = FOLDER / f"{name}.tsv", table(name)
        if write:
            path.write_text(said)
        elif not path.exists() or path.read_text() != said:
            stale.append(path.name)
        verdicts = [line.split("\t")[1] for line in said.splitlines()]
        right = sum(verdict not in ("-", "local", "possible") for verdict in verdicts)
        print(f"{name}: {len(verdicts)} values, {right} of them right")
    if stale:
        sys.exit(f"the judges say something else than these tables: {', '.join(stale)}")


if __name__ == "__main__":
    main()
