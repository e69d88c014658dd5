/** A pattern for LIKE: matches all values that contain the text, also if the text has wildcards. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
