#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
#
# Tests board-test with a board that is none: it prints a given console. Each
# way to go wrong must make the runner fail, and tell why.
use strict;
use warnings;

use File::Temp qw(tempdir);
use FindBin;
use Test::More;

my $dir = tempdir('teeproc-runner-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $fake = "$dir/fake-board";

sub write_file {
	my ($path, $text, $mode) = @_;

	open my $file, '>', $path or die "$path: $!";
	print $file $text;
	close $file or die "$path: $!";
	chmod $mode, $path if $mode;
	return;
}

# Plays one case: prints its console; hangs or ends as the case says. Its
# arguments and its process id are left for the test to look at.
write_file($fake, <<"END", oct 755);
#!/bin/sh
echo "\$*" >$dir/args
while [ \$# -gt 0 ]; do
	[ "\$1" = --log-dir ] && logs=\$2
	shift
done
[ -e $dir/secure ] && cp $dir/secure "\$logs/secure.log"
cat $dir/console
echo 'fake: a word on stderr' >&2
[ -e $dir/hang ] && { echo \$\$ >$dir/pid; exec sleep 1000; }
exit \$(cat $dir/status)
END

my $optee = "I/TC: OP-TEE version: 4.10\n";
my $tap = "ok 1 - first\nok 2 - second\n# a word\n1..2\n";
my $dmesg = "[    0.000000] Linux version 6.1\n[    1.000000] teeproc: all is well\n";

sub console {
	my (%part) = @_;
	my $body = $part{tap} // $tap;
	my $log = $part{dmesg} // $dmesg;
	my $end = $part{end} // "teeproc-tap: end 0\n";
	my $text = "[    0.000000] Linux version 6.1\n" . ($part{boot} // '') .
		"teeproc-tap: begin fake\n$body$end" .
		"teeproc-dmesg: begin\n$log" .
		($part{dmesg_end} // "teeproc-dmesg: end\n");

	return $text =~ s/\n/\r\n/gr;
}

# Runs the runner on one case; its output and its exit status.
sub run_case {
	my (%case) = @_;
	my @options = @{ $case{options} // [] };

	unlink map { "$dir/$_" } qw(secure hang pid args);
	write_file("$dir/console", $case{console} // console());
	write_file("$dir/status", $case{status} // 0);
	write_file("$dir/secure", $case{secure} // $optee)
		unless $case{no_secure};
	write_file("$dir/hang", '') if $case{hang};

	local $ENV{BOARD_COMMAND} = $case{command} // "$fake --flash f";
	my $pid = open my $pipe, '-|', "$FindBin::Bin/board-test",
		'--log-dir', "$dir/log", @options, 'fake' or die $!;
	my $output = do { local $/; <$pipe> };
	close $pipe;
	return ($output, $? >> 8);
}

# What the board was called with
sub board_args {
	open my $file, '<', "$dir/args" or return '';
	return scalar <$file>;
}

sub passes {
	my ($name, %case) = @_;
	my ($output, $status) = run_case(%case);

	is($status, 0, "$name: passes") or diag($output);
	unlike($output, qr/^not ok/m, "$name: no test fails");
	return $output;
}

sub fails {
	my ($name, $why, %case) = @_;
	my ($output, $status) = run_case(%case);

	is($status, 1, "$name: fails") or diag($output);
	like($output, qr/^not ok \d+ - .*/m, "$name: a test fails");
	like($output, $why, "$name: says why");
	like($output, qr{^# logs: \Q$dir\E/log/fake/output\.log .*secure\.log}m,
		"$name: names the logs");
	like($output, qr/^1\.\.\d+$/m, "$name: its own plan is there");
	return $output;
}

my $output = passes('a good run');
like($output, qr/^ok 1 - first\nok 2 - second\n# a word$/m, 'the TAP is relayed');
like($output, qr/^1\.\.(\d+)$/m, 'a plan');
my ($plan) = $output =~ /^1\.\.(\d+)$/m;
is(scalar(() = $output =~ /^ok \d+/mg), $plan, 'the plan fits');
like(board_args(),
	qr{--flash f --dtbo build/board/direct\.dtbo .*teeproc\.run=fake},
	'the board is told what to run');
ok(-s "$dir/log/fake/output.log", 'the console is kept');
like(do { open my $f, '<', "$dir/log/fake/board.log"; <$f> },
	qr/a word on stderr/, "the board's own messages are kept");

passes('options', options =>
	[qw(--overlay secure --smp 2 --append quiet --board-arg=--test-hooks)]);
like(board_args(),
	qr{secure\.dtbo .*teeproc\.run=fake quiet .*--smp 2 --test-hooks},
	'options reach the board');

passes('further archives', command => "$fake --initrd a,b --flash f",
	options => [qw(--initrd c --initrd d)]);
like(board_args(),
	qr{^--initrd a,b,c,d --flash f }, 'further archives come last');
{
	local $ENV{TEEPROC_DRIVERS} = 'e';
	passes('other drivers', command => "$fake --initrd a,b --flash f",
		options => [qw(--initrd c)]);
	like(board_args(), qr{^--initrd a,b,c,e --flash f .*/fake_drivers\b},
		'other drivers come after those, their logs in a folder of their own');
}

passes('complaints in a test name', console => console(
	tap => "ok 1 - WARNING: BUG: Oops is a name\n1..1\n"));
passes('an expected warning',
	console => console(dmesg => "[    1.0] WARNING: CPU: 0 here\n"),
	options => [ '--allow', 'CPU: 0 here' ]);

passes('lockdep is there', console => console(
	dmesg => "[    0.0] rcu: \tRCU lockdep checking is enabled.\n"));
fails('lockdep gave up', qr/lockdep is turned off/, console => console(
	dmesg => "[    1.0] INFO: lockdep is turned off.\n"));

fails('not ok', qr/^not ok 2 - second/m, console => console(
	tap => "ok 1 - first\nnot ok 2 - second\n1..2\n"));
fails('missing plan', qr/No plan/, console => console(
	tap => "ok 1 - first\nok 2 - second\n"));
fails('plan too long', qr/planned 3/, console => console(
	tap => "ok 1 - first\nok 2 - second\n1..3\n"));
fails('a number is missing', qr/sequence/, console => console(
	tap => "ok 1 - first\nok 3 - third\n1..2\n"));
fails('no test at all', qr/no test/, console => console(tap => "1..0\n"));
fails('bail out', qr/Bail out! no core/, console => console(
	tap => "ok 1 - first\nBail out! no core\n"));
fails('bad exit status', qr/ended with status 2/, console => console(
	end => "teeproc-tap: end 2\n"));
fails('it never began', qr/No plan/,
	console => "[    0.0] Linux version 6.1\nteeproc-init: user land\n");
fails('the board falls silent at the end of the TAP', qr/did not end/,
	console => console(end => ''));
fails('no kernel log', qr/^not ok \d+ - the kernel's log is there/m,
	console => console(dmesg_end => ''));
fails('an empty kernel log', qr/^not ok \d+ - the kernel's log is there/m,
	console => console(dmesg => '') =~ s/^\[.*\n//mgr);
fails("another's log", qr/^not ok \d+ - the kernel's log is there/m,
	console => console() =~ s/Linux version/Linus/gr);

for my $line ('WARNING: CPU: 0 PID: 1 at kernel/x.c:1 f+0x1/0x2',
	'BUG: sleeping function called from invalid context',
	'kernel BUG at mm/slub.c:1!', '------------[ cut here ]------------',
	'Internal error: Oops: 0000000096000004 [#1] SMP',
	'Unable to handle kernel NULL pointer dereference',
	'Kernel panic - not syncing: Fatal exception',
	'INFO: possible circular locking dependency detected',
	'INFO: task sh:1 blocked for more than 120 seconds.',
	'Call trace:', 'refcount_t: underflow; use-after-free.') {
	my ($word) = $line =~ /(\w+)/;

	fails("kernel log: $line", qr/\Q$line\E/,
		console => console(dmesg => "$dmesg\[    2.000000] $line\n"));
}
fails('a warning while booting', qr/at boot/,
	console => console(boot => "[    0.1] WARNING: at boot\n"));

fails('panic of the TEE', qr/Panic at core/,
	secure => $optee . "E/TC:0 0 Panic at core/kernel.c:1 <f>\n");
fails('panic of a TA', qr/TA panicked/,
	secure => $optee . "E/TC:? 0 TA panicked with code 0x1\n");
fails('panic of TF-A', qr/PANIC at PC/, secure => $optee . "PANIC at PC : 0x0e095b04\n");
passes("TF-A's panic after power-off",
	console => console() . "[    9.0] reboot: Power down\r\n",
	secure => $optee . "I/TC: fine\nPANIC at PC : 0x0e095b04\n");
fails('a panic before power-off', qr/Panic at/,
	console => console() . "[    9.0] reboot: Power down\r\n",
	secure => $optee . "Panic at core/x.c:1\nPANIC at PC : 0x0e095b04\n");
fails('no log of the TEE', qr/secure\.log/, no_secure => 1);
for my $secure ('', "NOTICE:  Booting Trusted Firmware\n") {
	fails("a log of the TEE that says '" . $secure =~ s/\n//r . "'",
		qr/^not ok \d+ - the TEE's log is there/m, secure => $secure);
}

fails('exit status of the board', qr/exit status 1.*a word on stderr/s,
	status => 1);
fails('no such board', qr/127/, command => "$dir/no-such-file");

sub process_is_gone {
	my ($name) = @_;

	open my $file, '<', "$dir/pid" or return fail("$name: no process id");
	my $pid = <$file>;
	chomp $pid;
	ok(!kill(0 => $pid), "$name: the board has gone");
	return;
}

fails('time-out', qr/^not ok \d+ - in time$/m,
	hang => 1, options => [qw(--timeout 1)]);
process_is_gone('time-out');
fails('time-out before the plan', qr/No plan/, hang => 1,
	console => console(tap => "ok 1 - first\n", end => ''),
	options => [qw(--timeout 1)]);

# nothing comes of a kernel that has ended: its time-out is not waited for
{
	my $start = time;
	fails('panic', qr/Kernel panic - not syncing: Oops/, hang => 1,
		console => console(tap => "ok 1 - first\n", end => '', dmesg_end => '',
			dmesg => "[    2.0] Kernel panic - not syncing: Oops\n"));
	cmp_ok(time - $start, '<', 200, 'panic: its end is not waited for');
	process_is_gone('panic');
}

# a SIGTERM to the runner ends the board too
{
	unlink "$dir/pid";
	write_file("$dir/hang", '');
	local $ENV{BOARD_COMMAND} = $fake;
	my $pid = open my $pipe, '-|', "$FindBin::Bin/board-test",
		'--log-dir', "$dir/log", 'fake' or die $!;
	for (1 .. 100) { last if -s "$dir/pid"; select undef, undef, undef, 0.05 }
	kill TERM => $pid;
	1 while <$pipe>;
	close $pipe;
	isnt($?, 0, 'interrupted: does not pass');
	process_is_gone('interrupted');
}

# a debug kernel has to say what it has found, and gets more time
my $leak = "unreferenced object 0xffff000000000000 (size 128):\n" .
	"  comm \"sh\", pid 1, jiffies 1\n  backtrace (crc 0):\n    rproc_leak+0x1/0x2\n";
sub debug_words {
	my ($reports, $locks) = @_;

	return console(end => "teeproc-tap: end 0\nteeproc-kmemleak: begin\n" .
		"$reports" . "teeproc-kmemleak: end\n" .
		"teeproc-lockdep:  debug_locks:                $locks\n");
}

fails('a leak on any kernel', qr/rproc_leak/, console => debug_words($leak, 1));
{
	local $ENV{KERNEL_DEBUG} = 1;
	passes('a debug kernel', console => debug_words('', 1));
	like(board_args(), qr{teeproc\.slow=[2-9]},
		'the board is told that it is slow');
	fails('a leak', qr/rproc_leak/, console => debug_words($leak, 1));
	fails('two leaks', qr/rproc_leak.*rproc_leak/s,
		console => debug_words($leak x 2, 1));
	passes('a leak of the stock kernel', console => debug_words($leak, 1),
		options => [ '--allow-leak', 'rproc_leak' ]);
	fails('another than that', qr/rproc_other/,
		console => debug_words($leak . $leak =~ s/rproc_leak/rproc_other/r, 1),
		options => [ '--allow-leak', 'rproc_leak' ]);
	fails('lockdep gave up', qr/lockdep watched/,
		console => debug_words('', 0));
	fails('no word of kmemleak', qr/no scan/);
}

sub usage_error {
	my ($name, @arguments) = @_;

	local $ENV{BOARD_COMMAND} = $fake;
	my $status = system "$FindBin::Bin/board-test @arguments >/dev/null 2>&1";
	is($status >> 8, 2, "$name: usage error");
	return;
}

usage_error('no suite');
usage_error('two suites', 'a', 'b');
usage_error('unknown option', '--fly', 'a');
{
	local $ENV{BOARD_COMMAND} = $fake;
	my $status = system "$FindBin::Bin/board-test --initrd a a 2>/dev/null";
	is($status >> 8, 2, 'no archives to add to: usage error');
}
{
	delete local $ENV{BOARD_COMMAND};
	my $status = system "$FindBin::Bin/board-test a 2>/dev/null";
	is($status >> 8, 2, 'no BOARD_COMMAND: usage error');
}

done_testing();
