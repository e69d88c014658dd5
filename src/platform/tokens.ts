/** Injection tokens that every module may use; app.module provides them once. */
export const CONFIG = Symbol('config');
export const LOG = Symbol('log');
/** The name of this process among the gateways of its database, new at each start. */
export const GATEWAY_ID = Symbol('gatewayId');
