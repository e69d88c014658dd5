/** A pattern for LIKE: anything that holds the text, whatever stands in it. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
