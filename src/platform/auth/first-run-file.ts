/** In DATA_DIR: the secrets that were made at the first start. */
export const firstRunFile = 'first-run.txt';
