"""What harvesters take: the description of the whole (VoID, DCAT), dumps, and the sitemap."""
