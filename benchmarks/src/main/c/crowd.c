/*
 * Clients that hold a server's connections and hardly read.
 *
 *   cc -O2 -o crowd crowd.c
 *   ./crowd PORT PATH CONNECTIONS BYTES_A_SECOND
 *
 * With 0 bytes a second each asks once, reads its answer and then is idle. Else each asks, and reads so many bytes once a
 * second. Its buffer is small, and its segments are those of an Ethernet: over loopback's large ones the kernel would
 * take 2 MiB of each answer off the server's hands.
 *
 * Prints a line with how many of the answers have begun, when all have or no more do; goes on until its input ends or has
 * a line; and then prints how many of those connections are still there.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 65536, MAX_READ = 65536, SMALL_BUFFER = 4096, ETHERNET_SEGMENT = 1460 };

/* Milliseconds; in each step a tenth of the connections reads. */
enum { STEP = 100, STEPS = 10, NO_MORE_BEGIN = 1000 };

static int sockets[MAX_CONNECTIONS]; /* -1: the server has closed it */
static char begun[MAX_CONNECTIONS];
static int wanted, begun_count;
static char bytes[MAX_READ + 1];

static void fail(const char *what) {
    if (errno) perror(what);
    else fprintf(stderr, "crowd: %s\n", what);
    exit(1);
}

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int connected(struct sockaddr_in *server, int slow) {
    int s = socket(AF_INET, SOCK_STREAM, 0), on = 1, small = SMALL_BUFFER, segment = ETHERNET_SEGMENT;
    if (s < 0) fail("crowd: socket (is ulimit -n too low?)");
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (slow && (setsockopt(s, SOL_SOCKET, SO_RCVBUF, &small, sizeof small) < 0
                 || setsockopt(s, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment) < 0)) fail("crowd: setsockopt");
    struct timeval patience = {.tv_sec = 10};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(s, (struct sockaddr *)server, sizeof *server) < 0) fail("crowd: connect");
    return s;
}

/* Reads the whole of an answer, whose end is that of its Content-Length. */
static void read_whole(int s) {
    long size = 0, whole = -1;
    while (whole < 0 || size < whole) {
        errno = 0;
        ssize_t n = recv(s, bytes + size, MAX_READ - size, 0);
        if (n <= 0) fail("an idle client had no answer");
        size += n;
        bytes[size] = 0;
        char *blank = strstr(bytes, "\r\n\r\n"), *length = strcasestr(bytes, "\r\ncontent-length:");
        if (blank && (!length || strncmp(bytes, "HTTP/1.1 200", 12))) fail("an idle client had another answer than 200");
        if (blank) whole = blank + 4 - bytes + strtol(length + 17, NULL, 10);
        if (whole > MAX_READ) fail("too long an answer for idle clients");
    }
}

static void begins(int i) {
    begun[i] = 1;
    begun_count++;
}

static void read_some(int i, int most) {
    if (sockets[i] < 0) return;
    ssize_t n = recv(sockets[i], bytes, most, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0 && !begun[i] && n >= 12 && !strncmp(bytes, "HTTP/1.1 200", 12)) begins(i);
    else if (n <= 0 || !begun[i]) {
        close(sockets[i]);
        sockets[i] = -1;
    }
}

/* Whether the input has something, or its end, before a step is over. */
static int told_to_end(int milliseconds) {
    struct pollfd input = {.fd = 0, .events = POLLIN};
    return poll(&input, 1, milliseconds) != 0;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: crowd PORT PATH CONNECTIONS BYTES_A_SECOND\n");
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* ends with whoever started it */
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    wanted = atoi(argv[3]);
    int a_second = atoi(argv[4]);
    if (wanted < 1 || wanted > MAX_CONNECTIONS || a_second < 0 || a_second > MAX_READ) return 2;
    char request[1024];
    int request_size = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", argv[2]);
    if (request_size >= (int)sizeof request) return 2;

    for (int i = 0; i < wanted; i++) {
        sockets[i] = connected(&server, a_second > 0);
        if (write(sockets[i], request, request_size) != request_size) fail("crowd: write");
        if (a_second == 0) {
            read_whole(sockets[i]);
            begins(i);
        }
    }
    for (long last = now_ms(); begun_count < wanted && now_ms() < last + NO_MORE_BEGIN;) {
        int before = begun_count;
        for (int i = 0; i < wanted; i++) if (!begun[i]) read_some(i, a_second);
        if (begun_count > before) last = now_ms();
        if (begun_count < wanted && told_to_end(STEP / 4)) return 0;
    }
    printf("%d\n", begun_count);
    fflush(stdout);

    for (int step = 0; !told_to_end(STEP); step++) {
        for (int i = step % STEPS; i < wanted; i += STEPS) read_some(i, a_second > 0 ? a_second : 1);
    }
    int left = 0;
    for (int i = 0; i < wanted; i++) {
        read_some(i, a_second > 0 ? a_second : 1);
        left += begun[i] && sockets[i] >= 0;
    }
    printf("%d\n", left);
    return 0;
}
