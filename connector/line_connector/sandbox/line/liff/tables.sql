-- The LIFF apps of the channel, the oldest first. A new sandbox has one.

CREATE TABLE liff_apps (
    number INTEGER PRIMARY KEY,
    liff_id TEXT NOT NULL UNIQUE,
    app TEXT NOT NULL                -- JSON: view, description, features, scope, …
);

INSERT INTO liff_apps (liff_id, app) VALUES (
    '1000000001-AbcdEfgh',
    '{"view": {"type": "full", "url": "https://example.com/"}, "description": "Sandbox app",'
    || ' "features": {"qrCode": false}, "permanentLinkPattern": "concat",'
    || ' "scope": ["profile", "chat_message.write"], "botPrompt": "none"}'
);
