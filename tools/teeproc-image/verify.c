// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image verify */
#include "verify.h"

#include "file.h"
#include "measurement.h"

static int report(const char *path, const struct verdict *verdict)
{
	if (verdict->segment >= 0)
		return refuse(path, "program header %d: %s", verdict->segment,
			      verdict->reason);
	return refuse(path, "%s", verdict->reason);
}

static int verify(const struct key_source *source, const char *path,
		  const struct expectation *expected)
{
	struct signing_key key;
	struct verdict verdict;
	struct digest digest;
	struct input input;
	int status;

	status = key_load_public(source, &key);
	if (status)
		return status;
	status = input_open(&input, path);
	if (status)
		goto free_key;
	if (!digest_open(&digest))
		status = refuse_openssl(path, "cannot hash");
	else if (!verify_image(input.data, input.size, &key, expected, &digest,
			       &verdict))
		status = report(path, &verdict);
	digest_close(&digest);
	input_close(&input);
free_key:
	key_free(&key);
	return status;
}

static bool take_core(struct core *core, int option, const char *text)
{
	switch (option) {
	case 'c':
		return core_set(core, text);
	case 'C':
		return core_set_class(core, text);
	}
	return core_set_soc(core, text);
}

static int run_verify(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "pubkey", required_argument, NULL, 'k' },
		{ "any-key-info", no_argument, NULL, 'a' },
		{ "core", required_argument, NULL, 'c' },
		{ "class", required_argument, NULL, 'C' },
		{ "soc", required_argument, NULL, 's' },
		{ "measurement", required_argument, NULL, 'm' },
		{ "passphrase-file", required_argument, NULL, 'p' },
		HELP_OPTION,
		{ 0 }
	};
	struct expectation expected = { 0 };
	struct key_source source = { 0 };
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		switch (option) {
		case 'k':
			source.uri = optarg;
			break;
		case 'a':
			expected.any_key_info = true;
			break;
		case 'm':
			status = measurement_read(optarg, expected.measurement);
			if (status)
				return status;
			expected.measured = true;
			break;
		case 'c':
		case 'C':
		case 's':
			if (take_core(&expected.core, option, optarg))
				break;
			return usage(command, "%s: not a core's %s", optarg,
				     option == 'c' ? "name or number" :
				     option == 'C' ? "class" :
						     "SoC");
		case 'p':
			source.passphrase_file = optarg;
			break;
		default:
			return status;
		}
	}
	if (!source.uri || optind + 1 != argc)
		return usage(command, "--pubkey and one file are needed");
	return verify(&source, argv[optind], &expected);
}

const struct command verify_command = {
	.name = "verify",
	.summary = "decide about an image as the secure world does",
	.help = "Usage: " TOOL " verify --pubkey KEY [OPTION]... FILE\n"
		"Exit status 0 if the secure world would load the image, and 1 with the\n"
		"reason if not. Not checked is what only the board knows: its memories,\n"
		"its rollback counter, whether the key is revoked, and whether it takes\n"
		"images that do not say which core they are for.\n\n"
		"  --pubkey KEY            public or private key, certificate, key blob, or a\n"
		"                          URI such as pkcs11:object=firmware\n"
		"  --any-key-info          take no notice of key information (PKEYINFO), which\n"
		"                          otherwise must be absent or this key's hash\n"
		"  --core NAME|NUMBER      the image must say (TARGET) that it is for this core;\n"
		"                          give both if you know both\n"
		"  --class NAME            the same with the class of the core\n"
		"  --soc NAME              the SoC of the core, for images that name it\n"
		"  --measurement HEX|FILE  it must be what was measured, as rprocctl measurement\n"
		"                          shows it: 64 digits, or a file with them\n"
		"  --passphrase-file FILE  passphrase or PIN: the first line; otherwise from\n"
		"                          " PASSPHRASE_ENV
		" or the terminal\n",
	.run = run_verify,
};
