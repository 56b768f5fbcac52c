"""Invented names: common surnames and given names, put together by chance."""

import random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIRLS = _words(
    """
    雨桐 子涵 欣怡 诗琪 梦瑶 思雨 佳怡 可欣 雅静 晓燕 春梅 小凤 秀兰 玉婷 丽娟 慧敏 雪莲
    美玲 婉清 若曦 紫萱 语嫣 静雯 芷若 安琪 艺涵 心怡 梓萱 一诺 雨欣 海燕 彩云 小玲 巧云
    桂花 金凤 月红 冬梅 小菊 丽华
    """
)
BOYS = _words(
    """
    浩然 子轩 宇航 俊杰 志强 文博 天宇 嘉豪 明哲 建国 海涛 小军 国栋 伟杰 鹏飞 晨曦 梓豪
    泽宇 博文 一鸣 家明 振华 永强 成龙 大勇 立新 长青 水生 金宝 石头 晓峰 少华 学文 向阳
    德胜 庆丰 松林 春生 冬生 来福
    """
)
WOMEN = _words(
    """
    芳 秀英 桂兰 玉梅 春花 翠莲 凤英 淑珍 红梅 艳 敏 丽 霞 琴 燕 秀珍 金花 素芬 彩霞
    桂英
    """
)
MEN = _words(
    """
    建军 国强 志明 永福 大山 德贵 长林 海生 金水 文斌 勇 军 伟 涛 刚 明 富贵 启明 守田
    宝山
    """
)


def child(source: random.Random, sex: str) -> tuple[str, str]:
    """Return the family and given name of an invented pupil."""
    return source.choice(SURNAMES), source.choice(GIRLS if sex == "female" else BOYS)


def grown_up(source: random.Random, sex: str, *, family: str = "") -> tuple[str, str]:
    """Return the family and given name of an invented parent or grandparent."""
    return family or source.choice(SURNAMES), source.choice(WOMEN if sex == "female" else MEN)


def telephone(source: random.Random) -> str:
    """Return a number that nobody has: no network gives out 100."""
    return f"100 {source.randrange(10_000):04d} {source.randrange(10_000):04d}"
