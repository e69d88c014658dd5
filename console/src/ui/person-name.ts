/** First and last name, or the pin of who has neither. */
export const personName = ({ pin, name, lastName }: { pin: string; name: string; lastName: string }): string =>
  [name, lastName].filter((word) => word !== '').join(' ') || pin;
