bind = "0.0.0.0:8000"
workers = 4  # they share QQ's access token in a file ｜ 各进程通过文件共用 QQ 的 access_token
timeout = 30  # longer than a call takes at the most, 25 s ｜ 大于一次调用的上限 25 秒
preload_app = True  # a client goes on in each worker ｜ 客户端在每个 worker 里继续可用
