const kept = 'postern.setup';

/** What the link of the first start has behind its address; '' without one. It never reaches a log of the gateway. */
export const secretInAddress = (): string => /^#setup=([\w-]+)$/.exec(window.location.hash)?.[1] ?? '';

/** The secret stands for the password that nobody knows yet; it outlives a reload, and is good for nothing else. */
export const setupSecret = {
  get: (): string | null => sessionStorage.getItem(kept),
  keep: (secret: string): void => sessionStorage.setItem(kept, secret),
  forget: (): void => sessionStorage.removeItem(kept),
} as const;

export const clearAddress = (): void => window.history.replaceState(null, '', window.location.pathname);

/** The first run begins where the password has just been chosen. */
export const goToSetup = (): void => window.history.replaceState(null, '', '/console/setup');
