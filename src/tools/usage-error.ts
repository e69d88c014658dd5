/** The command line, or a file that it names, makes no sense. Its message is one line. */
export class UsageError extends Error {}
