"""Who is connected and what reaches them: sessions, the hub, fan-out."""
