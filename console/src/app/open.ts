/** Which of the windows that belong to no page is open. */
export type Open = 'palette' | 'keys' | null;
