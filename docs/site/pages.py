"""Which pages the site has, in their order. A page is `NAME.md` and `NAME.zh-CN.md` below `docs/`; one that is English alone stands in both sites."""

from __future__ import annotations

LANGUAGES = ("zh", "en")

SECTIONS: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    (
        {"en": "Take payments", "zh": "接入"},
        ("start", "order", "mini-program", "notification", "once", "refund", "bills", "open-orders"),
    ),
    (
        {"en": "Run it", "zh": "部署与运行"},
        ("settings", "merchants", "processes", "deploy", "metrics", "threat-model", "performance", "languages"),
    ),
    (
        {"en": "Find out what is wrong", "zh": "排查"},
        ("troubleshooting", "command-line", "testing", "errors"),
    ),
    (
        {"en": "Come from elsewhere", "zh": "迁移"},
        ("migrate/wechatpayv3", "migrate/wechatpay-node-v3", "migrate/wechatpay-axios-plugin", "migrate/gopay", "migrate/easywechat", "migrate/by-hand"),
    ),
    (
        {"en": "Background (in English)", "zh": "背景资料（英文）"},
        ("protocol", "simulation", "glossary"),
    ),
)

PAGES = ("index", *(page for _, pages in SECTIONS for page in pages))
