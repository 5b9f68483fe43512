/* Preloaded into a collector (LD_PRELOAD): ends it at a chosen write or sync of a chosen file, lets its writes fail for a
 * while, or shifts its clock. SQLite and the .NET runtime reach the kernel through the functions below.
 *
 *   CHAOS_CONTROL  a file that is mapped: what may change while the process runs, and what happened (struct control)
 *   CHAOS_FOLDER   only files in this folder are looked at
 *   CHAOS_POINT    where to end the process: steps that must happen one after the other, each `write FILE COUNT [HEX]` or
 *                  `sync FILE COUNT`, separated by `;`. FILE is a name in the folder, `*` any; COUNT is how often; HEX are
 *                  bytes that the written ones must hold. A last write is not done any more, a last sync is.
 *   CHAOS_UNTIL    a step: once it happens, the point is passed
 *   CHAOS_TORN     set: of the last write, the first half is done
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct control {
    int64_t clock_offset;   /* seconds that the wall clock is ahead */
    int32_t error;          /* errno of every write, and of every sync if it is EIO; 0: none */
    int32_t refused;        /* how many writes had it */
    int32_t hit;            /* whether the point was reached */
};

struct step {
    char operation[8], file[64], hex[64];
    long count;
    unsigned char bytes[32];
    size_t length;
};

static struct control idle;
static volatile struct control *control = &idle;
static const char *folder;
static int torn;
static struct step steps[8], until;
static size_t step_count, current;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The function that stands behind ours. */
#define REAL(name) ({ \
        static __typeof__(&name) real; \
        if (!real) \
            real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); \
        real; \
    })

static int parse(const char *text, struct step *step)
{
    if (sscanf(text, " %7s %63s %ld %63s", step->operation, step->file, &step->count, step->hex) < 3)
        return 0;
    for (; step->length < strlen(step->hex) / 2; step->length++)
        sscanf(step->hex + 2 * step->length, "%2hhx", &step->bytes[step->length]);
    return 1;
}

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("CHAOS_CONTROL"), *point = getenv("CHAOS_POINT"), *end = getenv("CHAOS_UNTIL");
    folder = getenv("CHAOS_FOLDER");
    torn = getenv("CHAOS_TORN") != NULL;
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd >= 0) {
        void *map = mmap(NULL, sizeof idle, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        close(fd);
        if (map != MAP_FAILED)
            control = map;
    }

    char text[512] = "", *rest = text, *part;
    if (point)
        strncpy(text, point, sizeof text - 1);
    while ((part = strsep(&rest, ";")) && step_count < sizeof steps / sizeof *steps)
        step_count += parse(part, &steps[step_count]);
    if (end)
        parse(end, &until);
}

/* The file's name within the folder, or NULL. */
static const char *name_of(int fd, char *path, size_t size)
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    size_t prefix = folder ? strlen(folder) : 0;
    if (length <= 0 || prefix == 0)
        return NULL;
    path[length] = 0;
    return strncmp(path, folder, prefix) == 0 && path[prefix] == '/' ? path + prefix + 1 : NULL;
}

/* Whether a step is done now. */
static int is_done(struct step *step, const char *operation, const char *name, const void *bytes, size_t length)
{
    return strcmp(step->operation, operation) == 0
        && (strcmp(step->file, "*") == 0 || strcmp(step->file, name) == 0)
        && (step->length == 0 || (bytes && memmem(bytes, length, step->bytes, step->length)))
        && --step->count <= 0;
}

/* Whether the last step is done now. */
static int reached(const char *operation, const char *name, const void *bytes, size_t length)
{
    int is_end = 0;
    pthread_mutex_lock(&lock);
    if (current < step_count && is_done(&steps[current], operation, name, bytes, length))
        is_end = ++current == step_count;
    else if (is_done(&until, operation, name, bytes, length))
        current = step_count;
    pthread_mutex_unlock(&lock);
    return is_end;
}

static void end(void)
{
    control->hit = 1;
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* An errno if the write is refused. Ends the process if this is the point; `half` does the first half of the write. */
#define BEFORE_WRITE(fd, bytes, length, half) do { \
        char path[4096]; \
        const char *name = name_of(fd, path, sizeof path); \
        if (name) { \
            if (control->error) { \
                __sync_fetch_and_add(&control->refused, 1); \
                errno = control->error; \
                return -1; \
            } \
            if (reached("write", name, bytes, length)) { \
                if (torn) \
                    (void)!(half); \
                end(); \
            } \
        } \
    } while (0)

/* A disk that is full syncs what it has; a broken one does not. */
static int sync_file(int fd, int (*real)(int))
{
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    if (name && control->error == EIO) {
        __sync_fetch_and_add(&control->refused, 1);
        errno = EIO;
        return -1;
    }
    int result = real(fd);
    if (name && result == 0 && reached("sync", name, NULL, 0))
        end();
    return result;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    BEFORE_WRITE(fd, bytes, length, REAL(write)(fd, bytes, length / 2));
    return REAL(write)(fd, bytes, length);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset)
{
    BEFORE_WRITE(fd, bytes, length, REAL(pwrite64)(fd, bytes, length / 2, offset));
    return REAL(pwrite64)(fd, bytes, length, offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset)
{
    BEFORE_WRITE(fd, NULL, 0, REAL(pwritev64)(fd, parts, count / 2, offset));
    return REAL(pwritev64)(fd, parts, count, offset);
}

int fsync(int fd)
{
    return sync_file(fd, REAL(fsync));
}

int fdatasync(int fd)
{
    return sync_file(fd, REAL(fdatasync));
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = REAL(clock_gettime)(clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += control->clock_offset;
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    int result = REAL(gettimeofday)(time, zone);
    if (result == 0)
        time->tv_sec += control->clock_offset;
    return result;
}

time_t time(time_t *result)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result)
        *result = now.tv_sec;
    return now.tv_sec;
}
