"""Rich menus, their images, and the default one."""
