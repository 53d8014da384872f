/* Makes one system call fail, or kill its process: the Nth on a path below a folder.
 *
 * Loaded with LD_PRELOAD. FAULT_CALL is write, fsync, rename, unlink or openat;
 * FAULT_ROOT the folder; FAULT_AT the number of the call, counted over all processes in
 * the file FAULT_COUNT; FAULT_ERRNO the error, or 0 to be killed. strace counts each
 * process apart, so its Nth openat of a worker is always the Nth of some import as well.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static long *counter;
static const char *call, *root;
static long at;
static int error;

__attribute__((constructor)) static void prepare(void) {
    const char *path = getenv("FAULT_COUNT");
    call = getenv("FAULT_CALL");
    root = getenv("FAULT_ROOT");
    if (!path || !call || !root) return;
    at = atol(getenv("FAULT_AT"));
    error = atoi(getenv("FAULT_ERRNO"));
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
    int fd = real(path, O_RDWR);
    if (fd < 0) return;
    long *mapped = mmap(0, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (mapped != MAP_FAILED) counter = mapped;
}

static int strikes(const char *name, const char *path) {
    if (!counter || !path || strcmp(name, call) || strncmp(path, root, strlen(root))) return 0;
    if (__atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST) != at) return 0;
    if (!error) kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

static int strikes_fd(const char *name, int fd) {
    char link[64], path[PATH_MAX];
    int saved = errno;
    if (!counter || strcmp(name, call)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (length < 0) return 0;
    path[length] = 0;
    return strikes(name, path);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, name)

#define OPEN(symbol) \
    int symbol(const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        REAL(int, #symbol, const char *, int, ...); \
        return strikes("openat", path) ? -1 : real(path, flags, mode); \
    }
#define OPENAT(symbol) \
    int symbol(int folder, const char *path, int flags, ...) { \
        va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        REAL(int, #symbol, int, const char *, int, ...); \
        return strikes("openat", path) ? -1 : real(folder, path, flags, mode); \
    }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

#define ON_FD(symbol, name) \
    int symbol(int fd) { \
        REAL(int, #symbol, int); \
        return strikes_fd(name, fd) ? -1 : real(fd); \
    }
ON_FD(fsync, "fsync") ON_FD(fdatasync, "fsync")

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return strikes_fd("write", fd) ? -1 : real(fd, data, size);
}
ssize_t writev(int fd, const struct iovec *pieces, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return strikes_fd("write", fd) ? -1 : real(fd, pieces, count);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return strikes_fd("write", fd) ? -1 : real(fd, data, size, offset);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return strikes("rename", from) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return strikes("unlink", path) ? -1 : real(path);
}
