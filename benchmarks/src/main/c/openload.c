/*
 * Load on one keep-alive HTTP/1.1 server over many connections from one epoll loop, which checks every answer's status
 * and length.
 *
 *   cc -O2 -o openload openload.c
 *   ./openload PORT PATH CONNECTIONS SECONDS RATE EXPECTED_BYTES [SKIP_SECONDS]
 *
 * With @FILE for PATH, the paths of a file, one a line, are asked for in turn, over and over.
 *
 * RATE > 0 is an open loop: requests are due at even intervals, whether or not the server keeps up. One that finds no
 * free connection waits, and its time counts from when it was due, so that a server that stalls is charged for all who
 * would have come (no "coordinated omission"). RATE 0 is a closed loop: every connection asks again as soon as it has its
 * answer, and time counts from the asking.
 *
 * An open loop counts what was due after SKIP_SECONDS and before the end; what is still awaited one second after the end is
 * an error, counted with the time it has waited. A closed loop counts what was answered between SKIP_SECONDS and the
 * end; but it does not begin to count before every connection has had an answer, so that at first those who wait long
 * are not missed. After its end it asks no more and hears out what it has asked: a server that is left with work would
 * do it in the turn of another, or, if it gives up what nobody waits for, would have to connect to its origin anew.
 * What is still awaited ten seconds after the end is an error. Prints one line of JSON with times in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 65536, HEAD_SIZE = 4096, MAX_BATCH = 256, READ_SIZE = 65536 };

/* In seconds. */
enum { PATIENCE = 1, PATIENCE_OF_CLOSED = 10, MOST_TO_SETTLE = 20 };
static const long SECOND = 1000000000L;

/* Times by size, to within 1/128 of each: 128 equal steps for each power of two. */
enum { STEPS = 128, POWERS = 40 };
static unsigned long counts[POWERS * STEPS];
static unsigned long counted, most;
static long begin, end, interval;

struct connection {
    long due;             /* when its request was, in ns; 0 while it is free */
    long body_left;       /* -1 while the head is read */
    int head_size, fd;
    enum { NEW, CONNECTED, WRONG } state; /* WRONG: its answer is not what it should be */
    int settled;          /* has had an answer */
    char head[HEAD_SIZE];
};
static struct connection *all;
static int *idle;
static int idle_count, wanted, loop, started, unsettled, awaited;
static unsigned long answers, all_answers, failures, connecting, lost;
static char first_failure[160];
static struct request { char *bytes; int size; } *requests;
static unsigned request_count, next_request;
static long expected, next_due;
static struct sockaddr_in server = {.sin_family = AF_INET};

static long now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

static int place_of(unsigned long value) {
    if (value < STEPS) return (int)value;
    int power = 63 - __builtin_clzl(value) - 7;
    int place = power * STEPS + (int)(value >> power);
    return place < POWERS * STEPS ? place : POWERS * STEPS - 1;
}

/* The largest value that is counted at a place. */
static unsigned long value_at(int place) {
    if (place < 2 * STEPS) return place;
    int power = place / STEPS - 1;
    return ((unsigned long)(place - power * STEPS + 1) << power) - 1;
}

/* Whether a request that was due then and is answered now is one of those that count. */
static int counts_in(long due, long now) {
    return interval ? due >= begin : now >= begin && now < end;
}

static void count(long due, long done) {
    if (!counts_in(due, done)) return;
    unsigned long us = (done - due) / 1000;
    counts[place_of(us)]++;
    counted++;
    if (us > most) most = us;
}

static unsigned long percentile(double share) {
    unsigned long seen = 0, rank = (unsigned long)(share * counted + 0.999999);
    for (int i = 0; i < POWERS * STEPS; i++) {
        seen += counts[i];
        if (seen >= rank && seen > 0) return value_at(i) < most ? value_at(i) : most;
    }
    return most;
}

static void complain(const char *what) {
    failures++;
    if (!first_failure[0]) snprintf(first_failure, sizeof first_failure, "%s", what);
    for (char *c = first_failure; *c; c++) if (*c == '"' || *c == '\\' || *c < ' ') *c = ' ';
}

static void connect_one(int i) {
    struct connection *c = &all[i];
    int on = 1;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    c->due = 0;
    if (c->fd < 0) {
        perror("openload: socket (is ulimit -n too low?)");
        exit(1);
    }
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server) < 0 && errno != EINPROGRESS) {
        perror("openload: connect");
        exit(1);
    }
    connecting++;
    c->state = NEW;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.u32 = i};
    epoll_ctl(loop, EPOLL_CTL_ADD, c->fd, &event);
}

static void ask(int i, long due) {
    struct connection *c = &all[i];
    awaited++;
    c->due = due;
    c->body_left = -1;
    c->head_size = 0;
    struct request *request = &requests[next_request++ % request_count];
    ssize_t n = write(c->fd, request->bytes, request->size);
    /* A request is smaller than any empty socket buffer, so that it goes out whole or the connection is gone, which
       the loop will be told. */
    if (n != request->size && n >= 0) complain("a request went out in part");
}

/* The connection is free: the next request that is due takes it, or it waits for one. */
static void freed(int i, long now) {
    all[i].due = 0;
    if (interval == 0) {
        if (now < end) ask(i, now);
    } else if (next_due <= now && next_due < end) {
        ask(i, next_due);
        next_due += interval;
    } else {
        idle[idle_count++] = i;
    }
}

static void broken(int i, const char *why, long now) {
    struct connection *c = &all[i];
    if (c->due) {
        complain(why);
        count(c->due, now);
        awaited--;
        c->due = 0;
    } else {
        for (int k = 0; k < idle_count; k++) if (idle[k] == i) { idle[k] = idle[--idle_count]; break; }
    }
    lost++;
    close(c->fd);
    if (now < end) connect_one(i);
}

static void answered(int i, const char *failure, long now) {
    struct connection *c = &all[i];
    all_answers++;
    awaited--;
    if (!c->settled) {
        c->settled = 1;
        unsettled--;
    }
    if (failure) complain(failure);
    else if (counts_in(c->due, now)) answers++;
    count(c->due, now);
    freed(i, now);
}

/* Reads the head: 1 when it is whole, 0 when more must come, -1 when it cannot be followed. */
static int read_head(struct connection *c, const char *bytes, ssize_t size, ssize_t *used, int *status, long *length) {
    ssize_t room = HEAD_SIZE - 1 - c->head_size, take = size < room ? size : room;
    int before = c->head_size;
    memcpy(c->head + before, bytes, take);
    c->head_size += take;
    c->head[c->head_size] = 0;
    char *blank = strstr(c->head + (before > 3 ? before - 3 : 0), "\r\n\r\n");
    if (!blank) {
        *used = take;
        return take < size ? -1 : 0;
    }
    *used = blank + 4 - c->head - before;
    blank[2] = 0;
    if (sscanf(c->head, "HTTP/1.1 %d", status) != 1) return -1;
    char *field = strcasestr(c->head, "\r\ncontent-length:");
    if (!field) return -1;
    *length = strtol(field + 17, NULL, 10);
    return 1;
}

static void readable(int i) {
    static char in[READ_SIZE];
    struct connection *c = &all[i];
    for (;;) {
        ssize_t n = read(c->fd, in, sizeof in);
        long now = now_ns();
        if (n < 0 && errno == EAGAIN) return;
        if (n <= 0) return broken(i, n == 0 ? "the server closed a connection" : "the server reset a connection", now);
        for (ssize_t at = 0; at < n;) {
            if (!c->due) return broken(i, "bytes that nobody asked for", now);
            if (c->body_left < 0) {
                ssize_t used = 0;
                int status = 0;
                long length = 0;
                int whole = read_head(c, in + at, n - at, &used, &status, &length);
                at += used;
                if (whole == 0) continue;
                if (whole < 0) return broken(i, "a head without a status and a Content-Length", now);
                if (status != 200 || length != expected) {
                    char what[80];
                    snprintf(what, sizeof what, "status %d with %ld bytes", status, length);
                    complain(what);
                    failures--; /* it is counted when its content is there */
                    c->state = WRONG;
                }
                c->body_left = length;
            }
            long take = c->body_left < n - at ? c->body_left : n - at;
            c->body_left -= take;
            at += take;
            if (c->body_left == 0) {
                const char *failure = c->state == WRONG ? "a status or length that was not expected" : NULL;
                c->state = CONNECTED;
                answered(i, failure, now);
            }
        }
    }
}

static void wait_for_events(int milliseconds) {
    static struct epoll_event ready[MAX_BATCH];
    int count = epoll_wait(loop, ready, MAX_BATCH, milliseconds);
    for (int e = 0; e < count; e++) {
        int i = ready[e].data.u32;
        if (all[i].state == NEW && ready[e].events & EPOLLOUT) {
            int error = 0;
            socklen_t size = sizeof error;
            getsockopt(all[i].fd, SOL_SOCKET, SO_ERROR, &error, &size);
            connecting--;
            if (error) {
                complain(strerror(error));
                close(all[i].fd);
                if (!started || now_ns() < end) connect_one(i);
                continue;
            }
            all[i].state = CONNECTED;
            if (started) freed(i, now_ns());
            else idle[idle_count++] = i;
        }
        if (ready[e].events & (EPOLLIN | EPOLLHUP | EPOLLERR) && all[i].state != NEW) readable(i);
    }
}

static void add_request(const char *path, size_t size) {
    if (request_count % 1024 == 0) requests = realloc(requests, (request_count + 1024) * sizeof *requests);
    struct request *added = &requests[request_count++];
    added->size = asprintf(&added->bytes, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", (int)size, path);
}

static void read_requests(const char *name) {
    char line[1024];
    FILE *file = fopen(name, "r");
    while (file && fgets(line, sizeof line, file)) add_request(line, strcspn(line, "\n"));
    if (request_count == 0) {
        fprintf(stderr, "openload: there are no paths at %s\n", name);
        exit(1);
    }
    fclose(file);
}

int main(int argc, char **argv) {
    if (argc != 7 && argc != 8) {
        fprintf(stderr, "usage: openload PORT PATH|@FILE CONNECTIONS SECONDS RATE EXPECTED_BYTES [SKIP_SECONDS]\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* ends with whoever started it */
    signal(SIGPIPE, SIG_IGN);
    server.sin_port = htons(atoi(argv[1]));
    inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    wanted = atoi(argv[3]);
    double seconds = atof(argv[4]), rate = atof(argv[5]), skip = argc == 8 ? atof(argv[7]) : 0;
    expected = atol(argv[6]);
    if (wanted < 1 || wanted > MAX_CONNECTIONS || rate < 0) return 2;
    if (argv[2][0] == '@') read_requests(argv[2] + 1);
    else add_request(argv[2], strlen(argv[2]));
    all = calloc(wanted, sizeof *all);
    idle = calloc(wanted, sizeof *idle);
    loop = epoll_create1(0);

    /* All connections first, no more at once than any server's queue of them holds. */
    long give_up = now_ns() + 30 * SECOND;
    for (int i = 0; i < wanted;) {
        while (i < wanted && connecting < 100) connect_one(i++);
        while (connecting >= 100 || (i == wanted && connecting > 0)) {
            wait_for_events(100);
            if (now_ns() > give_up) {
                fprintf(stderr, "openload: only %d of %d connections were made in 30 s\n", idle_count, wanted);
                return 1;
            }
        }
    }

    long start = now_ns(), skipped = start + (long)(skip * SECOND), length = (long)(seconds * SECOND), late = 0;
    started = 1;
    unsettled = wanted;
    next_due = start;
    interval = rate > 0 ? (long)(SECOND / rate) : 0;
    begin = interval ? skipped : LONG_MAX;
    end = interval ? begin + length : LONG_MAX;
    if (!interval) {
        int many = idle_count;
        idle_count = 0;
        for (int k = 0; k < many; k++) ask(idle[k], start);
    }
    for (long now = start;; now = now_ns()) {
        if (begin == LONG_MAX && now >= skipped && (unsettled == 0 || now >= skipped + MOST_TO_SETTLE * SECOND)) {
            begin = now;
            end = begin + length;
        }
        while (interval && next_due <= now && next_due < end && idle_count > 0) {
            if (now - next_due > late) late = now - next_due;
            ask(idle[--idle_count], next_due);
            next_due += interval;
        }
        if (now >= end) {
            int patience = interval ? PATIENCE : PATIENCE_OF_CLOSED;
            if (now >= end + patience * SECOND || (awaited == 0 && (!interval || next_due >= end))) break;
        }
        long until = interval && idle_count > 0 && next_due < end ? next_due : begin == LONG_MAX ? now + SECOND : end;
        long left = until - now;
        wait_for_events(left < 1000000 && now < end ? 0 : left > 10000000 || left <= 0 ? 10 : (int)(left / 1000000));
    }

    /* Those who never got an answer, and in an open loop those who were never sent. */
    unsigned long unanswered = 0;
    long now = now_ns();
    for (int i = 0; i < wanted; i++) if (all[i].due) {
        if (!interval || all[i].due >= begin) unanswered++;
        if (interval) count(all[i].due, now);
    }
    for (; interval && next_due < end; next_due += interval) {
        if (next_due >= begin) unanswered++;
        count(next_due, now);
    }
    printf("{\"seconds\":%.3f,\"answers\":%lu,\"allAnswers\":%lu,\"failures\":%lu,\"unanswered\":%lu,\"reconnected\":%lu,"
           "\"p50\":%lu,\"p90\":%lu,\"p99\":%lu,\"p999\":%lu,\"max\":%lu,\"sentLate\":%ld,\"firstFailure\":\"%s\"}\n",
           seconds, answers, all_answers, failures, unanswered, lost, percentile(0.5), percentile(0.9), percentile(0.99),
           percentile(0.999), most, late / 1000, first_failure);
    return 0;
}
