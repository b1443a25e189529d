vcl 4.1;
# Varnish's own rules, and nothing else.
backend default { .host = "127.0.0.1"; .port = "${ORIGIN}"; }
