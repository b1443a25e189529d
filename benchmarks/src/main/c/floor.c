/*
 * The floor: one epoll loop that answers every request with the same bytes, parsing nothing but the blank line that
 * ends a header section. No server that reads requests can cost less; how much more one costs is what it does.
 *
 *   cc -O2 -o floor floor.c && ./floor PORT BODY_BYTES|path [DELAY_MS]   prints the port when it listens
 *
 * With "path" for BODY_BYTES, a number in the target says how many: /1024?page=7. With a letter before it, as in
 * /forward/1024, the answer may not be stored: so it is the origin of caches. What may be stored says "public", which
 * RFC 9111 does not ask for and vertx-http-proxy does.
 *
 * With a delay it is an origin that is waited for: each answer goes out so many milliseconds after its request. All wait
 * equally long, so that what is due first came first, and a queue is all the timer there is.
 *
 * For a line of input it prints how many requests it has had.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 65536, READ_SIZE = 65536, MAX_BATCH = 64, MAX_REPLIES = 64 };

/* How many bytes of CR LF CR LF each connection has seen. */
static unsigned char seen[MAX_CONNECTIONS];

struct reply { size_t body; int passes, size; char *bytes; };
static struct reply replies[MAX_REPLIES];
static int reply_count;

/* What each connection's request asks for, as far as its target has been read. */
enum stage { METHOD, TARGET, NUMBER, READ };
static struct asked { enum stage stage; int passes; size_t body; } asked[MAX_CONNECTIONS];
static int by_path;

/* Answers that wait, in a ring; each connection's turn tells an answer whose connection has gone. */
struct waiting { long due; int fd; unsigned turn; const struct reply *reply; };
static struct waiting ring[MAX_CONNECTIONS];
static unsigned first, beyond, turns[MAX_CONNECTIONS];
static long delay;
static unsigned long requests;

static const struct reply *reply_of(size_t body, int passes) {
    for (int i = 0; i < reply_count; i++)
        if (replies[i].body == body && replies[i].passes == passes) return &replies[i];
    if (reply_count == MAX_REPLIES) return NULL;
    char date[64];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    struct reply *made = &replies[reply_count++];
    *made = (struct reply){.body = body, .passes = passes, .bytes = malloc(body + 1024)};
    int head = sprintf(made->bytes,
                       "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
                       "Cache-Control: %s\r\nETag: \"0123456789abcdef\"\r\n"
                       "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: floor\r\nContent-Length: %zu\r\n\r\n",
                       date, passes ? "private" : "public, max-age=86400", body);
    memset(made->bytes + head, 'x', body);
    made->size = head + body;
    return made;
}

static void read_target(struct asked *a, char c) {
    if (a->stage == METHOD) {
        if (c == '/') a->stage = TARGET;
    } else if (c >= '0' && c <= '9' && a->body < (1 << 27)) {
        a->stage = NUMBER;
        a->body = a->body * 10 + (c - '0');
    } else if (a->stage == NUMBER || c == ' ') {
        a->stage = READ;
    } else if (c != '/') {
        a->passes = 1;
    }
}

/* Writes all, waiting where the socket is full: clients of a benchmark read. */
static int write_all(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};
            poll(&room, 1, -1);
            continue;
        }
        if (n <= 0) return -1;
        bytes += n;
        size -= n;
    }
    return 0;
}

static long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int answer(int fd) {
    requests++;
    const struct reply *reply = by_path ? reply_of(asked[fd].body, asked[fd].passes) : &replies[0];
    asked[fd] = (struct asked){METHOD, 0, 0};
    if (!reply) return -1;
    if (delay == 0) return write_all(fd, reply->bytes, reply->size);
    if (beyond - first == MAX_CONNECTIONS) return -1;
    /* One more, since the clock may be about to step: nobody waits too short a time. */
    ring[beyond++ % MAX_CONNECTIONS] = (struct waiting){milliseconds() + delay + 1, fd, turns[fd], reply};
    return 0;
}

/* Sends what is due; gives the milliseconds until there is more, or -1. */
static int send_due(void) {
    long now = first == beyond ? 0 : milliseconds();
    while (first != beyond) {
        struct waiting next = ring[first % MAX_CONNECTIONS];
        if (next.due > now) return (int)(next.due - now);
        first++;
        if (next.turn == turns[next.fd]) write_all(next.fd, next.reply->bytes, next.reply->size);
    }
    return -1;
}

static int serve(int fd) {
    char in[READ_SIZE];
    ssize_t n = read(fd, in, sizeof in);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (n <= 0) return -1;
    for (ssize_t i = 0; i < n; i++) {
        if (by_path && asked[fd].stage != READ) read_target(&asked[fd], in[i]);
        unsigned char wanted = seen[fd] % 2 == 0 ? '\r' : '\n';
        seen[fd] = in[i] == wanted ? seen[fd] + 1 : in[i] == '\r';
        if (seen[fd] == 4) {
            seen[fd] = 0;
            if (answer(fd) < 0) return -1;
        }
    }
    return 0;
}

static void tell(int loop) {
    char line[64];
    if (read(0, line, sizeof line) <= 0) {
        epoll_ctl(loop, EPOLL_CTL_DEL, 0, NULL);
        return;
    }
    printf("%lu\n", requests);
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3 && argc != 4) {
        fprintf(stderr, "usage: floor PORT BODY_BYTES|path [DELAY_MS]\n");
        return 2;
    }
    if (argc == 4) delay = strtol(argv[3], NULL, 10);
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* ends with whoever started it */
    signal(SIGPIPE, SIG_IGN);
    by_path = strcmp(argv[2], "path") == 0;
    if (!by_path) reply_of(strtoul(argv[2], NULL, 10), 0);

    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    socklen_t length = sizeof address;
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4096) < 0) {
        perror("floor");
        return 1;
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    int loop = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = 0}, ready[MAX_BATCH];
    epoll_ctl(loop, EPOLL_CTL_ADD, 0, &event); /* fails where the input can say nothing: a file, /dev/null */
    event.data.fd = listener;
    epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(loop, ready, MAX_BATCH, send_due());
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == 0) {
                tell(loop);
            } else if (fd == listener) {
                int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
                if (client < 0) continue;
                if (client >= MAX_CONNECTIONS) { close(client); continue; }
                setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                seen[client] = 0;
                asked[client] = (struct asked){METHOD, 0, 0};
                event.events = EPOLLIN;
                event.data.fd = client;
                epoll_ctl(loop, EPOLL_CTL_ADD, client, &event);
            } else if (serve(fd) < 0) {
                turns[fd]++;
                close(fd);
            }
        }
    }
}
