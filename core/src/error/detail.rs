//! What exactly was found, in English, and in Chinese where somebody reads it in Chinese.

use std::io;

#[derive(Clone, Default)]
pub(super) struct Detail {
    pub(super) en: String,
    pub(super) zh: Option<String>,
}

/// What an operating system says of a file or a connection, in Chinese; in English for what seldom comes.
#[doc(hidden)]
#[must_use]
pub fn in_chinese(kind: io::ErrorKind) -> String {
    let known = match kind {
        io::ErrorKind::NotFound => "找不到该文件或目录",
        io::ErrorKind::PermissionDenied => "没有权限",
        io::ErrorKind::AlreadyExists => "已存在",
        io::ErrorKind::IsADirectory => "这是目录，不是文件",
        io::ErrorKind::NotADirectory => "路径中有一段不是目录",
        io::ErrorKind::FileTooLarge => "文件过大",
        io::ErrorKind::InvalidData => "内容不是 UTF-8 文本",
        io::ErrorKind::ReadOnlyFilesystem => "文件系统只读",
        io::ErrorKind::StorageFull => "磁盘已满",
        io::ErrorKind::AddrInUse => "该地址和端口已被占用",
        io::ErrorKind::AddrNotAvailable => "本机没有该地址",
        io::ErrorKind::ConnectionRefused => "连接被拒绝",
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => "连接被对方中断",
        io::ErrorKind::BrokenPipe => "对方已关闭连接",
        io::ErrorKind::UnexpectedEof => "应答完成前连接被关闭",
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => "网络不可达",
        io::ErrorKind::TimedOut => "超时",
        other => return other.to_string(),
    };
    known.to_owned()
}
