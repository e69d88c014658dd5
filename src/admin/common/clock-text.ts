/** `yyyy-MM-dd HH:mm:ss`, from a text with or without T and seconds. */
export const wholeClock = (text: string): string => `${text.replace('T', ' ')}${text.length < 19 ? ':00' : ''}`;
