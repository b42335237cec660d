#ifndef GP_MACHINE_ARM_H
#define GP_MACHINE_ARM_H

/**
 * @file
 * Names of ARM processors, by the numbers of their identification register.
 */

/** Lends the model's name, e.g. "Neoverse-N1"; NULL when unknown. */
const char *gp_arm_part(unsigned implementer, unsigned part);

/** Lends the maker's name, e.g. "ARM"; NULL when unknown. */
const char *gp_arm_implementer(unsigned implementer);

#endif /* GP_MACHINE_ARM_H */
