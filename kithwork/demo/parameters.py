"""The known truth of the invented world: every share that chance draws by, in one place.

Invented figures of our own, chosen so that each page has something to show; none is an estimate of
a real school. A test counts what was drawn and holds it against these shares.
"""

# Who is at home, in per cent of the pupils. A third of the county school has both parents away.
BOTH_AWAY = "both_away"
FATHER_AWAY = "father_away"
MOTHER_AWAY = "mother_away"
HOME = "home"
CARE_AT_A_COUNTY_SCHOOL = {BOTH_AWAY: 34, FATHER_AWAY: 11, MOTHER_AWAY: 3, HOME: 52}
CARE_AT_A_COLLEGE = {BOTH_AWAY: 12, FATHER_AWAY: 10, MOTHER_AWAY: 3, HOME: 75}

# How often parents who are away are heard, in per cent of those who have one away.
CONTACT = {"daily": 20, "weekly": 45, "monthly": 22, "rarely": 10, "never": 3}

# Where pupils come from, in per cent.
HOME_AREA = {"rural": 80, "urban": 20}
HUKOU = {"rural": 85, "urban": 15}

# What the schools give, in per cent of their students: much money, few hours of anybody's time.
RECEIVES_AT_THE_COUNTY_SCHOOL = {
    "CN.ce.living_subsidy_boarding": 24,
    "CN.ce.living_subsidy_day": 6,
    "counselling": 2,
    "peer_activity": 4,
}
RECEIVES_AT_THE_COLLEGE = {
    "CN.he.national_grant": 20,
    "CN.he.student_loan": 12,
    "CN.he.work_study": 6,
    "counselling": 2,
    "mentoring": 3,
}

# The campaign of this term: how many answer, in per cent of those asked, and what they say. Means
# are of the steps 0 never … 4 almost always; the spread is between students, the noise between
# items of one student. One trait of a student moves all functions: their correlation.
ANSWERS = 45
SAMPLE = 1000  # of a larger school so many are asked, drawn by lot
SUPPORT_AT_THE_COUNTY_SCHOOL = {"EM": 2.1, "IS": 2.3, "IN": 1.8, "AP": 1.9}
SUPPORT_AT_THE_COLLEGE = {"EM": 1.7, "IS": 2.9, "IN": 2.1, "AP": 1.6}
SPREAD = 0.7
SHARED = 0.6  # of a student's own deviation, what she has in common over the four functions
NOISE = 0.7

# From whom, in per cent of those who answer; a student may name several, or nobody. Enough it is to
# whoever has this mean step or more, judged with a noise of her own.
NAMED_AT_THE_COUNTY_SCHOOL = {
    "EM": {"grandparent": 32, "friend": 38, "mother": 26, "homeroom_teacher": 9},
    "IS": {"grandparent": 45, "father": 28, "mother": 30, "homeroom_teacher": 12},
    "IN": {"homeroom_teacher": 30, "classmate": 27, "teacher": 22, "online": 15},
    "AP": {"homeroom_teacher": 24, "classmate": 22, "grandparent": 18, "mother": 15},
}
NAMED_AT_THE_COLLEGE = {
    "EM": {"friend": 36, "classmate": 30, "mother": 22, "tutor": 4},
    "IS": {"mother": 35, "father": 33, "tutor": 14, "classmate": 20},
    "IN": {"classmate": 34, "online": 31, "teacher": 18, "tutor": 12},
    "AP": {"friend": 24, "classmate": 22, "teacher": 9, "tutor": 5},
}
ENOUGH_FROM = 1.9
JUDGED = 0.5
