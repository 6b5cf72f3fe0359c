"""PDF pages whose text is text."""
