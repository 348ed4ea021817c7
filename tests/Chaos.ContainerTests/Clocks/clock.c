/*
 * Tells what time it is by every call of the C library: a line for every line on its standard input, as ClockReadings.cs reads it.
 * With the argument "hammer" it starts twenty programs one after the other, whose threads ask for the time all the time until it jumps
 * ahead by more than thirty seconds, and tells how many of them saw that and ended well.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *ask(void *seen)
{
    struct timespec t;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &t); /* the true time, also when the patch came first */
    long long begin = t.tv_sec * 1000000000LL, limit = ns(CLOCK_MONOTONIC) + 5000000000LL;
    for (long i = 0; i % 1000 != 0 || ns(CLOCK_MONOTONIC) < limit; i++)
    {
        if (clock_gettime(CLOCK_REALTIME, &t) != 0)
            abort();
        if (t.tv_sec * 1000000000LL > begin + 30000000000LL)
        {
            *(int *)seen = 1;
            break;
        }
    }
    return NULL;
}

static int be_patched(void)
{
    pthread_t threads[8];
    int seen[8] = {0}, all = 1;
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, ask, &seen[i]);
    for (int i = 0; i < 8; i++)
    {
        pthread_join(threads[i], NULL);
        all &= seen[i];
    }
    return all ? 0 : 1;
}

static int hammer(char *program)
{
    int good = 0, status;
    for (int i = 0; i < 20; i++)
    {
        pid_t child = fork();
        if (child == 0)
            return execl(program, program, "child", NULL);
        good += waitpid(child, &status, 0) == child && status == 0;
    }
    printf("%d of 20\n", good);
    return 0;
}

int main(int count, char **arguments)
{
    if (count > 1)
        return strcmp(arguments[1], "hammer") == 0 ? hammer(arguments[0]) : be_patched();
    for (int c; (c = getchar()) != EOF;)
    {
        if (c != '\n')
            continue;
        struct timeval day;
        gettimeofday(&day, NULL);
        printf("%lld %lld %lld %lld %lld %lld\n", ns(CLOCK_TAI), ns(CLOCK_REALTIME), ns(CLOCK_REALTIME_COARSE),
            day.tv_sec * 1000000000LL + day.tv_usec * 1000LL, (long long)time(NULL) * 1000000000LL, ns(CLOCK_MONOTONIC));
        fflush(stdout);
    }
    return 0;
}
