/** Settings that cannot be used. Its message is what the start ends with: a line for each. */
export class ConfigError extends Error {}
