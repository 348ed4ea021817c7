# The clock routine that the agent puts into the free end of a process's vDSO, for x64. ClockRoutine.cs holds its bytes; a test
# assembles this file and compares.
#
# It asks the kernel for the time and, for the wall clocks, adds what the program in force says. The agent writes a new program into
# the slot that is not in force and then raises the generation, whose lowest bit names the slot in force: a thread that was reading
# sees that the generation changed and reads again. So a change needs no stop of the process.
	.intel_syntax noprefix
	.text
magic:	.quad 0x314B434C434F4843        # "CHOCLCK1"
gen:	.quad 0
slots:	.quad 0, 0, 0, 0                # offset ns, rate (2^-32), reference ns, period ns (0: no strobe)
	.quad 0, 0, 0, 0

clock_entry:                            # int clock_gettime(edi clock, rsi timespec)
	mov	eax, 228
	syscall
	test	eax, eax
	jnz	9f
	test	edi, edi                # REALTIME
	jz	1f
	cmp	edi, 5                  # REALTIME_COARSE
	je	1f
	cmp	edi, 11                 # TAI
	jne	9f
1:	mov	rcx, [rip + gen]
	mov	eax, ecx
	and	eax, 1
	shl	eax, 5
	lea	rdx, [rip + slots]
	add	rdx, rax
	mov	r10, [rdx]              # offset
	mov	r11, [rdx + 8]          # rate
	mov	r8, [rdx + 16]          # reference
	mov	r9, [rdx + 24]          # period
	cmp	rcx, [rip + gen]
	jne	1b
	xor	eax, eax
	mov	rcx, r10
	or	rcx, r11
	jz	9f                      # the true time
	imul	rdi, [rsi], 1000000000
	add	rdi, [rsi + 8]          # now, ns
	test	r9, r9
	jz	2f
	mov	rax, rdi
	sub	rax, r8
	cqo
	idiv	r9
	test	al, 1                   # every second period shows the true time
	mov	eax, 0
	jnz	9f
2:	mov	rax, rdi
	sub	rax, r8
	imul	r11
	shrd	rax, rdx, 32            # rate * time passed
	add	rax, r10
	add	rax, rdi
	cqo
	mov	ecx, 1000000000
	idiv	rcx
	test	rdx, rdx
	jns	3f
	add	rdx, rcx
	dec	rax
3:	mov	[rsi], rax
	mov	[rsi + 8], rdx
	xor	eax, eax
9:	ret

	.balign 16
day_entry:                              # int gettimeofday(rdi timeval, rsi timezone)
	push	rdi
	sub	rsp, 16
	test	rsi, rsi
	jz	1f
	xor	edi, edi                # the time zone is the kernel's
	mov	eax, 96
	syscall
1:	cmp	qword ptr [rsp + 16], 0
	je	2f
	xor	edi, edi
	mov	rsi, rsp
	call	clock_entry
	mov	rdi, [rsp + 16]
	mov	rax, [rsp]
	mov	[rdi], rax
	mov	rax, [rsp + 8]
	xor	edx, edx
	mov	ecx, 1000
	div	rcx
	mov	[rdi + 8], rax
2:	xor	eax, eax
	add	rsp, 24
	ret

	.balign 16
time_entry:                             # time_t time(rdi result)
	push	rdi
	sub	rsp, 16
	xor	edi, edi
	mov	rsi, rsp
	call	clock_entry
	mov	rax, [rsp]
	mov	rdi, [rsp + 16]
	test	rdi, rdi
	jz	1f
	mov	[rdi], rax
1:	add	rsp, 24
	ret
	.balign 8
