"""Every sentence the bot says, as functions of the facts they state."""
