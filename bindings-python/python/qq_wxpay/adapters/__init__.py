"""Web frameworks: each module takes the raw bytes itself, calls your handler, and sends the exact answer.

`starlette` (FastAPI, too), `flask`, `django`, `aiohttp`, `sanic`.
"""
